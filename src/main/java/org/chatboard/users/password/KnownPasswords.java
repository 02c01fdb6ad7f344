package org.chatboard.users.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Passwords that nobody should take, for others know them. */
@ApplicationScoped
public class KnownPasswords {

    @Inject
    CommonPasswords common;

    @Inject
    BreachedPasswords breached;

    /** Whether a password, given in lower case, is among those that everybody tries first. */
    public boolean isCommon(String lowerCasePassword) {
        return common.contains(lowerCasePassword);
    }

    /** Whether a password, given as it was typed, was stolen elsewhere, as far as the list of the administrators says. */
    public boolean isBreached(String password) {
        return breached.contains(password);
    }
}
