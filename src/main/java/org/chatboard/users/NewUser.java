package org.chatboard.users;

import java.util.Locale;

/**
 * What somebody fills in to get an account; {@link SignUpRules} says what is allowed.
 *
 * @param username wished sign-in name
 * @param email e-mail address
 * @param firstName given name
 * @param lastName family name
 * @param password the password in clear; kept nowhere
 */
public record NewUser(String username, String email, String firstName, String lastName, String password) {

    /** Trims what people type around their names and folds the case of what must be unique; the password stays as it is. */
    public NewUser {
        username = username.strip().toLowerCase(Locale.ROOT);
        email = email.strip().toLowerCase(Locale.ROOT);
        firstName = firstName.strip();
        lastName = lastName.strip();
    }

    @Override
    public String toString() {
        return "NewUser[username=" + username + "]";
    }
}
