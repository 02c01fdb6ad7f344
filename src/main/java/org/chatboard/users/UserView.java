package org.chatboard.users;

import java.util.UUID;

/**
 * A person as colleagues see them.
 *
 * @param id the user
 * @param username the sign-in name, lower case
 * @param firstName given name
 * @param lastName family name
 * @param isActive false once the account is disabled
 * @param isStaff whether the person runs the installation
 */
public record UserView(UUID id, String username, String firstName, String lastName, boolean isActive, boolean isStaff) {

    /** First and last name, the way people are addressed. */
    public String displayName() {
        return (firstName + " " + lastName).strip();
    }
}
