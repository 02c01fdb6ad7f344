package org.chatboard.security.oidc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a sign-in by way of the provider came to nothing, as the sign-in page tells it. Details are for the log. */
public enum OidcProblem {
    /** The person turned back at the provider. */
    CANCELLED,
    /** This browser never set out, or too long ago. */
    EXPIRED,
    /** What came back proves nothing. */
    FAILED,
    /** The provider does not answer. */
    UNAVAILABLE,
    /** The person is in none of the groups that may come in. */
    NOT_ALLOWED,
    /** Nobody has made an account for the person. */
    NO_ACCOUNT,
    /** The provider says no e-mail address that could be one. */
    NO_EMAIL,
    /** Somebody has the e-mail address already. */
    EMAIL_TAKEN,
    /** The account is disabled. */
    DISABLED;

    /** The word in the address of the sign-in page. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The problem of this code; nothing for whatever else stands in an address. */
    public static Optional<OidcProblem> find(@Nullable String code) {
        return Arrays.stream(values())
                .filter(problem -> problem.code().equals(code))
                .findFirst();
    }
}
