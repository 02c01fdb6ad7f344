package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.platform.request.RequestId;
import org.chatboard.security.calls.CallLimits;
import org.chatboard.security.calls.CallRules;
import org.chatboard.security.calls.Refusal;
import org.chatboard.security.proxy.ProxyDoor;
import org.chatboard.security.remember.Remembering;
import org.chatboard.users.Role;

/**
 * The only way in. Who calls is decided anew for every request from the sign-in cookie and the table
 * {@code login_sessions}, or from a bearer token and the table {@code api_tokens}; the HTTP session holds nothing but the state of pages. That is what makes restarts, fail-over
 * and "sign out everywhere" work: the server's own remembered principals lose their roles on another server.
 */
@ApplicationScoped
public class LoginMechanism implements HttpAuthenticationMechanism {

    private static final System.Logger LOG = System.getLogger(LoginMechanism.class.getName());

    @Inject
    LoginSessions logins;

    @Inject
    RecentLogins recentLogins;

    @Inject
    Remembering remembering;

    @Inject
    CallLimits limits;

    @Inject
    ProxyDoor proxy;

    @Inject
    RefusalLog refusals;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Exchange exchange = new Exchange(request, response);
        if (!exchange.opensSocket()) {
            exchange.setSecurityHeaders();
        }
        if (exchange.hasDoubtfulEnd()) {
            exchange.refuse(
                    400, "Bad Request", "bad_request", "A body has a Content-Length, or comes chunked: one of both.");
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (exchange.hasPathParameters()) {
            exchange.refuse(400, "Bad Request", "bad_address", "Addresses have no parameters behind a semicolon here.");
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (context.getAuthParameters().getCredential() instanceof SignIn.Checked checked) {
            return signIn(checked.userId(), checked.isToRemember(), exchange, context);
        }
        if (exchange.isForAssets() && !context.isProtected()) {
            return context.doNothing();
        }
        return RequestId.logged(RequestId.of(request), () -> admit(exchange, context));
    }

    private AuthenticationStatus admit(Exchange exchange, HttpMessageContext context) {
        Optional<ChatBoardPrincipal> known;
        try {
            known = find(exchange);
            if (known.isEmpty() && context.isProtected()) {
                known = comeBack(exchange);
            }
            if (isForSomebodyElse(known, exchange, context)) {
                Optional<UUID> next = exchange.isReading() ? proxy.enter(exchange.request()) : Optional.empty();
                if (next.isPresent()) {
                    return change(known, next.get(), exchange, context);
                }
                exchange.response().setStatus(HttpServletResponse.SC_FORBIDDEN);
                known = Optional.empty();
            }
        } catch (RuntimeException databaseAway) {
            LOG.log(System.Logger.Level.WARNING, "Cannot look up who is signed in: {0}", databaseAway.toString());
            return context.isProtected() ? unavailable(exchange) : context.doNothing();
        }
        Optional<Refusal> refusal = refusal(known, exchange, context);
        if (refusal.isPresent()) {
            note(known, refusal.get(), exchange);
            exchange.refuse(refusal.get());
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (known.isPresent()) {
            return enter(known.get(), context);
        }
        return context.isProtected() ? refuse(exchange, context) : context.doNothing();
    }

    /**
     * Whether a proxy says that another person asks than the one who is signed in, on pages that want to know: programs and
     * sockets go by what people were given there. Nobody comes in by sending a form, which belongs to whoever opened it.
     */
    private boolean isForSomebodyElse(
            Optional<ChatBoardPrincipal> known, Exchange exchange, HttpMessageContext context) {
        if (exchange.isForPrograms() || !(context.isProtected() || exchange.isForSignIn())) {
            return false;
        }
        Optional<ProxyDoor.Word> word = proxy.listen(exchange.request());
        return word.isPresent()
                && known.filter(person -> word.get().isOf(person.caller().id())).isEmpty();
    }

    /** Somebody else sits there now, says the proxy: what the one before has open in this browser ends. */
    private AuthenticationStatus change(
            Optional<ChatBoardPrincipal> before, UUID userId, Exchange exchange, HttpMessageContext context) {
        // In this order: an open page is told that its sign-in has ended, and does not come back as somebody else.
        before.map(ChatBoardPrincipal::loginId).ifPresent(logins::end);
        HttpSession pages = exchange.request().getSession(false);
        if (before.isPresent() && pages != null) {
            pages.invalidate();
        }
        return signIn(userId, false, exchange, context);
    }

    /** What is open to all acts in nobody's name, so a name needs nothing there. */
    private Optional<Refusal> refusal(
            Optional<ChatBoardPrincipal> known, Exchange exchange, HttpMessageContext context) {
        HttpServletRequest request = exchange.request();
        Optional<Refusal> tooMany = exchange.isForApi()
                ? limits.take(known, exchange.route(), request, exchange.response())
                : Optional.empty();
        return tooMany.or(() -> known.filter(principal -> context.isProtected() && exchange.isForPrograms())
                .flatMap(principal -> CallRules.check(
                        principal, request.getMethod(), exchange.route(), request.getHeader(CallRules.HEADER))));
    }

    /** No filter sees what is refused here. Who is only too fast is told so, and nobody else. */
    private void note(Optional<ChatBoardPrincipal> known, Refusal refusal, Exchange exchange) {
        if (refusal.status() == HttpServletResponse.SC_FORBIDDEN) {
            refusals.noteCall(known.map(ChatBoardPrincipal::getName).orElse(""), exchange.request(), refusal.code());
        }
    }

    @Override
    public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Exchange exchange = new Exchange(request, response);
        find(exchange).map(ChatBoardPrincipal::loginId).ifPresent(logins::end);
        exchange.remembered().ifPresent(remembering::forget);
        exchange.clearToken();
        HttpSession pages = request.getSession(false);
        if (pages != null) {
            pages.invalidate();
        }
    }

    /** A browser that is remembered, whose sign-in is over: it gets the next one. */
    private Optional<ChatBoardPrincipal> comeBack(Exchange exchange) {
        Optional<String> secret = exchange.remembered();
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        Optional<Remembering.Back> back = remembering.comeBack(secret.get(), exchange.address(), exchange.userAgent());
        if (back.isEmpty()) {
            exchange.clearRemembered();
            return Optional.empty();
        }
        exchange.setToken(back.get().loginSecret());
        exchange.setRemembered(back.get().next());
        return recentLogins.find(back.get().loginSecret());
    }

    private AuthenticationStatus signIn(
            UUID userId, boolean isToRemember, Exchange exchange, HttpMessageContext context) {
        HttpServletRequest request = exchange.request();
        endBefore(userId, exchange);
        exchange.remembered().ifPresent(remembering::forget);
        LoginSessions.Opened login = logins.open(userId, exchange.address(), exchange.userAgent());
        Optional<ChatBoardPrincipal> principal = recentLogins.find(login.secret());
        if (principal.isEmpty()) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        exchange.setToken(login.secret());
        Optional<Remembering.Ticket> ticket = isToRemember ? remembering.begin(userId, login.id()) : Optional.empty();
        ticket.ifPresentOrElse(exchange::setRemembered, exchange::clearRemembered);
        return enter(principal.get(), context);
    }

    /** Whatever the browser brought along is worth nothing afterwards: it may have been planted there. */
    private void endBefore(UUID userId, Exchange exchange) {
        Optional<ChatBoardPrincipal> before = find(exchange);
        before.map(ChatBoardPrincipal::loginId).ifPresent(logins::end);
        if (before.isEmpty() && exchange.hasSignInCookie()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "A cookie that is no sign-in came with one from {0} and was replaced",
                    exchange.address());
        }
        before.filter(person -> !person.caller().id().equals(userId))
                .ifPresent(person -> LOG.log(
                        System.Logger.Level.INFO,
                        "The sign-in of \"{0}\" in a browser at {1} ends, as somebody else signs in there",
                        person.getName(),
                        exchange.address()));
    }

    private Optional<ChatBoardPrincipal> find(Exchange exchange) {
        if (exchange.hasBearer()) {
            return exchange.bearer().flatMap(recentLogins::findBearer);
        }
        if (exchange.isForScim()) {
            return Optional.empty();
        }
        return exchange.tokens().stream()
                .flatMap(token -> recentLogins.find(token).stream())
                .findFirst();
    }

    private static AuthenticationStatus enter(ChatBoardPrincipal principal, HttpMessageContext context) {
        return context.notifyContainerAboutLogin(
                principal,
                principal.caller().roles().stream().map(Role::containerName).collect(Collectors.toSet()));
    }

    private AuthenticationStatus refuse(Exchange exchange, HttpMessageContext context) {
        if (exchange.isForPrograms()) {
            if (exchange.hasBearer()) {
                refusals.noteCall("", exchange.request(), "invalid_token");
                exchange.response().setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
                exchange.refuse(401, "Unauthorized", "invalid_token", "This token is unknown, revoked or expired.");
            } else if (exchange.isForScim()) {
                exchange.response().setHeader("WWW-Authenticate", "Bearer realm=\"chatboard\"");
                exchange.refuse(401, "Unauthorized", "unauthenticated", "Send a token with the scope admin.");
            } else {
                exchange.response().setHeader("WWW-Authenticate", "Cookie realm=\"chatboard\"");
                exchange.response().addHeader("WWW-Authenticate", "Bearer realm=\"chatboard\"");
                exchange.refuse(401, "Unauthorized", "unauthenticated", "Sign in first, or send a token.");
            }
            return AuthenticationStatus.SEND_FAILURE;
        }
        return context.redirect(exchange.request().getContextPath() + "/login?next="
                + URLEncoder.encode(exchange.asked(), StandardCharsets.UTF_8));
    }

    /** Saying "unauthenticated" here would send everybody to the sign-in page while the database restarts. */
    private static AuthenticationStatus unavailable(Exchange exchange) {
        exchange.setSecurityHeaders();
        exchange.response().setHeader("Retry-After", "2");
        if (exchange.isForPrograms()) {
            exchange.refuse(503, "Service Unavailable", "unavailable", "The database is away; try again in a moment.");
            return AuthenticationStatus.SEND_FAILURE;
        }
        try {
            exchange.response().sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
