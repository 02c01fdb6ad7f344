package org.chatboard.tokens;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody wants.
 *
 * @param name what the owner calls it
 * @param scopes what it may do
 * @param expiresAt when it ends by itself; null for as late as the installation allows
 */
public record NewToken(
        String name, Set<Scope> scopes, @Nullable Instant expiresAt) {

    /** Copies the scopes. */
    public NewToken {
        scopes = Set.copyOf(scopes);
    }
}
