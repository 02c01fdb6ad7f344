package org.chatboard.presence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody came or went.
 *
 * @param userId who
 * @param state what holds from now on
 * @param text a few words of the person's own, if any
 * @param lastSeenAt when somebody who went was last here
 */
public record PresenceChanged(
        UUID userId,
        PresenceState state,
        @Nullable String text,
        @Nullable Instant lastSeenAt) {}
