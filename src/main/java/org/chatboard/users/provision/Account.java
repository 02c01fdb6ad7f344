package org.chatboard.users.provision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as a directory sees it.
 *
 * @param id the user
 * @param userName what the directory calls the person; the user name here where no directory has said anything yet
 * @param externalId the name the directory itself knows the person by
 * @param email in lower case
 * @param firstName given name
 * @param lastName family name; empty for people who have one name
 * @param isActive whether the person may sign in
 * @param isStaff whether the person runs the installation
 * @param createdAt since when there is the account
 * @param updatedAt when a directory last changed it
 */
public record Account(
        UUID id,
        String userName,
        @Nullable String externalId,
        String email,
        String firstName,
        String lastName,
        boolean isActive,
        boolean isStaff,
        Instant createdAt,
        Instant updatedAt) {

    /** First and last name, the way people are addressed. */
    public String displayName() {
        return (firstName + " " + lastName).strip();
    }
}
