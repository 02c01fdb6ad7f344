package org.chatboard.web.oidc;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.oidc.Attempt;
import org.chatboard.security.oidc.OidcConfig;
import org.chatboard.security.oidc.OidcRefused;
import org.chatboard.security.oidc.OidcService;
import org.chatboard.web.LoginBacking;

/** A browser sets out to the provider. */
@WebServlet("/auth/oidc/start")
public class StartServlet extends HttpServlet {

    /** A cookie has at most 4,096 bytes; whoever asks for more comes to the dashboard. */
    private static final int LONGEST_NEXT = 1_000;

    private static final long serialVersionUID = 1;

    @Inject
    transient OidcService oidc;

    @Inject
    transient Refusals refusals;

    @Inject
    transient RefusalLog log;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<OidcConfig> config = oidc.config();
        if (config.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String next = Objects.requireNonNullElse(request.getParameter("next"), "");
        Attempt attempt = oidc.start(LoginBacking.safe(next.length() <= LONGEST_NEXT ? next : "", request, log));
        if (!isWished(request)) {
            response.sendRedirect(request.getContextPath() + "/login?next="
                    + URLEncoder.encode(attempt.next(), StandardCharsets.UTF_8));
            return;
        }
        try {
            URI address = oidc.authorization(config.get(), attempt, request.getParameter("again") != null);
            AttemptCookie.give(attempt, request, response);
            response.sendRedirect(address.toString());
        } catch (OidcRefused refused) {
            refusals.show(refused, attempt.next(), request, response);
        }
    }

    /**
     * Whether somebody clicked: no page elsewhere signs people in behind their back, by an image or a frame (ASVS 7.6.2).
     * Browsers say so over TLS only.
     */
    private static boolean isWished(HttpServletRequest request) {
        return !"cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                || ("?1".equals(request.getHeader("Sec-Fetch-User"))
                        && "document".equals(request.getHeader("Sec-Fetch-Dest")));
    }
}
