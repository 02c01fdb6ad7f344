package org.chatboard.tokens;

import java.util.Set;
import java.util.UUID;

/**
 * Tokens came to their end: revoked, run out or of a disabled account. The same ending may be told more than once.
 *
 * @param tokenIds the tokens
 */
public record TokensEnded(Set<UUID> tokenIds) {

    /** Copies the ids. */
    public TokensEnded {
        tokenIds = Set.copyOf(tokenIds);
    }
}
