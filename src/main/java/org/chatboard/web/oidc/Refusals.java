package org.chatboard.web.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.oidc.OidcRefused;

/** What becomes of a sign-in that came to nothing: a message on the sign-in page, and the reason in the log. */
@ApplicationScoped
class Refusals {

    /** Of a reason, part of which others wrote. */
    private static final int LONGEST = 300;

    @Inject
    RefusalLog log;

    /** Back to the sign-in page, which still knows where the reader wanted to go. */
    void show(OidcRefused refused, String next, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log(refused, request);
        response.sendRedirect(request.getContextPath() + "/login?sso="
                + refused.problem().code()
                + (next.isEmpty() ? "" : "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
    }

    void log(OidcRefused refused, HttpServletRequest request) {
        Throwable cause = refused.getCause();
        String reason = refused.getMessage() + (cause == null ? "" : ": " + cause);
        log.note(
                "oidc",
                ClientAddress.of(request),
                "OpenID Connect from " + ClientAddress.of(request) + " refused ("
                        + refused.problem().code() + "): " + RefusalLog.printable(reason, LONGEST));
    }
}
