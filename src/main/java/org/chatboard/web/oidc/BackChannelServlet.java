package org.chatboard.web.oidc;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.chatboard.security.oidc.OidcConfig;
import org.chatboard.security.oidc.OidcProblem;
import org.chatboard.security.oidc.OidcRefused;
import org.chatboard.security.oidc.OidcService;

/**
 * The provider itself says that somebody has left, without a browser (OpenID Connect Back-Channel Logout 1.0). The token is
 * the proof; no cookie counts.
 */
@WebServlet("/auth/oidc/back-channel")
public class BackChannelServlet extends HttpServlet {

    private static final int LONGEST_TOKEN = 16_384;

    private static final long serialVersionUID = 1;

    @Inject
    transient OidcService oidc;

    @Inject
    transient Refusals refusals;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<OidcConfig> config = oidc.config();
        String token = request.getParameter("logout_token");
        if (config.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (token == null || token.length() > LONGEST_TOKEN) {
            refusals.log(new OidcRefused(OidcProblem.FAILED, "there is no token, or one without end"), request);
            refuse(HttpServletResponse.SC_BAD_REQUEST, response);
        } else {
            try {
                oidc.left(config.get(), token);
                response.setStatus(HttpServletResponse.SC_OK);
            } catch (OidcRefused refused) {
                refusals.log(refused, request);
                refuse(
                        refused.problem() == OidcProblem.UNAVAILABLE
                                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                                : HttpServletResponse.SC_BAD_REQUEST,
                        response);
            }
        }
    }

    /** In the words of the standard, not as a page. */
    private static void refuse(int status, HttpServletResponse response) throws IOException {
        byte[] body = "{\"error\":\"invalid_request\"}".getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
