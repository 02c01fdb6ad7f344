package org.chatboard.security;

import java.util.Set;
import java.util.UUID;

/**
 * Sign-ins came to their end: signed out, thrown out or replaced. Whatever is still open for them has to close. The
 * same ending may be told more than once.
 *
 * @param loginIds the sign-ins
 */
public record LoginsEnded(Set<UUID> loginIds) {

    /** Copies the ids. */
    public LoginsEnded {
        loginIds = Set.copyOf(loginIds);
    }
}
