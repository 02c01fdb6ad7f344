package org.chatboard.security.links;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody of a provider who may be given an account.
 *
 * @param id of the question
 * @param username of the account that has their e-mail address
 * @param firstName of the account
 * @param lastName of the account
 * @param issuer who vouches for them
 * @param subject who they are there for ever
 * @param name what they are called there
 * @param email which they have there
 * @param askedAt when they were turned away last
 * @param isApproved whether an administrator has given them the account, and they did not come back yet
 */
public record WaitingIdentity(
        UUID id,
        String username,
        String firstName,
        String lastName,
        String issuer,
        String subject,
        String name,
        String email,
        Instant askedAt,
        boolean isApproved) {

    /** First and last name of the account. */
    public String displayName() {
        return (firstName + " " + lastName).strip();
    }
}
