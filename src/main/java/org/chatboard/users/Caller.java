package org.chatboard.users;

import java.io.Serializable;
import java.util.Set;
import java.util.UUID;

/**
 * Who acts. The doors take it from the authenticated request and hand it to every service as the first argument.
 *
 * @param id the user
 * @param username the sign-in name
 * @param roles what the user may do
 */
public record Caller(UUID id, String username, Set<Role> roles) implements Serializable {

    /** Copies the roles. */
    public Caller {
        roles = Set.copyOf(roles);
    }
}
