package org.chatboard.security.oidc;

import org.jspecify.annotations.Nullable;

/** A sign-in by way of the provider comes to nothing. The message is for the log, the problem for the person. */
public final class OidcRefused extends RuntimeException {

    private final OidcProblem problem;

    /** Refuses for this reason. */
    public OidcRefused(OidcProblem problem, String detail) {
        this(problem, detail, null);
    }

    /** Refuses because of what was thrown. */
    public OidcRefused(OidcProblem problem, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.problem = problem;
    }

    /** What the person is told. */
    public OidcProblem problem() {
        return problem;
    }
}
