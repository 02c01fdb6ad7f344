package org.chatboard.web.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.security.oidc.OidcRefused;

/** What becomes of a sign-in that came to nothing: a message on the sign-in page, and the reason in the log. */
final class Refusals {

    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

    private Refusals() {}

    /** Back to the sign-in page, which still knows where the reader wanted to go. */
    static void show(OidcRefused refused, String next, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        log(refused, request);
        response.sendRedirect(request.getContextPath() + "/login?sso="
                + refused.problem().code()
                + (next.isEmpty() ? "" : "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
    }

    static void log(OidcRefused refused, HttpServletRequest request) {
        Throwable cause = refused.getCause();
        LOG.log(
                Level.WARNING,
                "OpenID Connect from {0} refused ({1}): {2}{3}",
                ClientAddress.of(request),
                refused.problem().code(),
                refused.getMessage(),
                cause == null ? "" : ": " + cause);
    }
}
