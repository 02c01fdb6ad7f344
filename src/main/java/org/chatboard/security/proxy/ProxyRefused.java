package org.chatboard.security.proxy;

/** Somebody whom the proxy named does not come in. The message is for the log, the problem for the person. */
final class ProxyRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProxyProblem problem;

    ProxyRefused(ProxyProblem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    ProxyProblem problem() {
        return problem;
    }
}
