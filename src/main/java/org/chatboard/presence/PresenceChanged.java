package org.chatboard.presence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody came or went.
 *
 * @param userId who
 * @param state what holds from now on
 * @param lastSeenAt when somebody who went was last here
 */
public record PresenceChanged(
        UUID userId, PresenceState state, @Nullable Instant lastSeenAt) {}
