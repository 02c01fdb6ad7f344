package org.chatboard.security.proxy;

import java.util.Locale;

/** Why somebody whom the proxy named does not come in, as the sign-in page tells it. Details are for the log. */
public enum ProxyProblem {
    /** What the proxy sends is no name, or more than one. */
    UNUSABLE,
    /** Nobody has made an account for the person. */
    NO_ACCOUNT,
    /** Somebody has the e-mail address, or the user name that was to be linked. */
    TAKEN,
    /** The account is disabled. */
    DISABLED;

    /** The end of the key of its text. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
