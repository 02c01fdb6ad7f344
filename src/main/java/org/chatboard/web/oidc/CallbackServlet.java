package org.chatboard.web.oidc;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Time;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.Logins;
import org.chatboard.security.SignIn;
import org.chatboard.security.oidc.Attempt;
import org.chatboard.security.oidc.OidcConfig;
import org.chatboard.security.oidc.OidcProblem;
import org.chatboard.security.oidc.OidcRefused;
import org.chatboard.security.oidc.OidcService;

/** A browser comes back from the provider: with a code, or with the reason why there is none. */
@WebServlet("/auth/oidc/callback")
public class CallbackServlet extends HttpServlet {

    private static final System.Logger LOG = System.getLogger(CallbackServlet.class.getName());

    private static final long serialVersionUID = 1;

    @Inject
    transient OidcService oidc;

    @Inject
    transient Refusals refusals;

    @Inject
    transient SignIn signIn;

    @Inject
    transient Logins logins;

    @Inject
    transient Time time;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<OidcConfig> config = oidc.config();
        if (config.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // The address holds the code: no other page is to learn it from this one.
        response.setHeader("Referrer-Policy", "no-referrer");
        String state = Objects.requireNonNullElse(request.getParameter("state"), "");
        Optional<Attempt> attempt = AttemptCookie.take(state, time.now(), request, response);
        String next = attempt.map(Attempt::next).orElse("");
        try {
            enter(
                    config.get(),
                    attempt.orElseThrow(() ->
                            new OidcRefused(OidcProblem.EXPIRED, "this browser did not set out, or too long ago")),
                    request,
                    response);
            response.sendRedirect(request.getContextPath() + next);
        } catch (OidcRefused refused) {
            refusals.show(refused, next, request, response);
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "A sign-in by way of the provider could not be finished", failed);
            refusals.show(new OidcRefused(OidcProblem.UNAVAILABLE, failed.toString()), next, request, response);
        }
    }

    private void enter(OidcConfig config, Attempt attempt, HttpServletRequest request, HttpServletResponse response) {
        String issuer = request.getParameter("iss");
        String error = request.getParameter("error");
        String code = request.getParameter("code");
        if (error != null) {
            oidc.checkIssuer(config, issuer);
            throw refused(error);
        }
        if (code == null || code.isBlank()) {
            throw new OidcRefused(OidcProblem.FAILED, "the answer has no code");
        }
        OidcService.Arrival arrival = oidc.arrive(config, attempt, issuer, code);
        if (!signIn.as(arrival.userId(), request, response)) {
            throw new OidcRefused(OidcProblem.DISABLED, "the account was disabled at this moment");
        }
        UUID loginId = logins.of(request.getUserPrincipal())
                .map(ChatBoardPrincipal::loginId)
                .orElseThrow();
        oidc.signedIn(arrival, loginId);
    }

    private static OidcRefused refused(String error) {
        OidcProblem problem = switch (error) {
            case "access_denied", "login_required", "interaction_required", "consent_required" -> OidcProblem.CANCELLED;
            case "server_error", "temporarily_unavailable" -> OidcProblem.UNAVAILABLE;
            default -> OidcProblem.FAILED;
        };
        return new OidcRefused(problem, "the provider says \"" + SignIn.printable(error) + "\"");
    }
}
