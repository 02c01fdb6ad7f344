package org.chatboard.tokens;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as its owner sees it; never its secret.
 *
 * @param id names it
 * @param name what the owner calls it
 * @param scopes what it may do
 * @param createdAt when it was made
 * @param expiresAt when it ends by itself
 * @param lastUsedAt when it was last used, to a minute; null when never
 * @param isExpired whether it has ended by itself
 */
public record TokenView(
        UUID id,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        boolean isExpired) {}
