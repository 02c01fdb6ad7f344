package org.chatboard.web.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chatboard.security.oidc.Attempt;

/** The cookie that a browser carries while it is at the provider; SameSite=Lax is appended by {@code payara-web.xml}. */
final class AttemptCookie {

    private static final String NAME = "CHATBOARD_OIDC_";

    /** Over TLS no page that was read in the clear can plant one of this name. */
    private static final String SECURE_NAME = "__Secure-" + NAME;

    /** How much of the state tells tabs apart; all of it is inside. */
    private static final int TOLD_APART = 8;

    /** A page elsewhere could have the browser set out again and again until its cookies are too many for any request. */
    private static final int MOST = 4;

    private AttemptCookie() {}

    static void give(Attempt attempt, HttpServletRequest request, HttpServletResponse response) {
        List<Cookie> before = all(request);
        if (before.size() >= MOST) {
            before.forEach(cookie -> put(cookie.getName(), "", 0, request, response));
        }
        put(
                prefix(request) + attempt.state().substring(0, TOLD_APART),
                attempt.toCookie(),
                (int) Attempt.LIFE.toSeconds(),
                request,
                response);
    }

    /** The attempt that an answer with this state belongs to; it counts once. */
    static Optional<Attempt> take(String state, Instant now, HttpServletRequest request, HttpServletResponse response) {
        for (Cookie cookie : all(request)) {
            Optional<Attempt> attempt = Attempt.ofCookie(cookie.getValue()).filter(found -> found.awaits(state, now));
            if (attempt.isPresent()) {
                put(cookie.getName(), "", 0, request, response);
                return attempt;
            }
        }
        return Optional.empty();
    }

    private static List<Cookie> all(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().startsWith(prefix(request)))
                        .toList();
    }

    private static String prefix(HttpServletRequest request) {
        return request.isSecure() ? SECURE_NAME : NAME;
    }

    private static void put(
            String name, String value, int seconds, HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(request.getContextPath() + "/auth/oidc");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(seconds);
        response.addCookie(cookie);
    }
}
