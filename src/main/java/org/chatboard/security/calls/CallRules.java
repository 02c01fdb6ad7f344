package org.chatboard.security.calls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.tokens.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What a request in somebody's name needs besides that name: a token its scope, and a sign-in cookie the word of the page.
 *
 * <p>A browser sends the cookie along with whatever a foreign page asks for. What a foreign page cannot do is add a header of
 * its own making: for that the browser first asks the server (CORS), and ChatBoard never agrees. So a request with the cookie
 * that changes something must carry {@value #HEADER}, with any value. This is the custom request header of OWASP's
 * Cross-Site Request Forgery Prevention Cheat Sheet; {@code Origin} and {@code Sec-Fetch-Site} are checked besides, and
 * the cookie is {@code SameSite=Lax}. There is no secret in it that a page could leak or that grows old in an open tab.
 */
public final class CallRules {

    /** The header of those who call with the cookie. */
    public static final String HEADER = "X-Requested-By";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private CallRules() {}

    /**
     * What is missing for a request; nothing when it may pass.
     *
     * @param path below the context root, as the server reads it
     * @param requestedBy the header {@value #HEADER}
     */
    public static Optional<Refusal> check(
            ChatBoardPrincipal who, String method, String path, @Nullable String requestedBy) {
        if (who.isByToken()) {
            return needed(method, path).stream()
                    .filter(scope -> !who.may(scope))
                    .findFirst()
                    .map(CallRules::insufficient);
        }
        return SAFE_METHODS.contains(method)
                        || !path.startsWith("/api/")
                        || (requestedBy != null && !requestedBy.isBlank())
                ? Optional.empty()
                : Optional.of(new Refusal(
                        403,
                        "Forbidden",
                        "csrf_header_missing",
                        "With the sign-in cookie, whatever changes something needs the header " + HEADER
                                + ", with any value.",
                        Map.of()));
    }

    /** Which scopes a request needs. */
    private static List<Scope> needed(String method, String path) {
        if (path.startsWith("/ws/")) {
            // The original's socket opens the room with the other person.
            return path.equals("/ws/chat") || path.equals("/ws/chat/")
                    ? List.of(Scope.READ)
                    : List.of(Scope.READ, Scope.WRITE);
        }
        if (path.matches("(/api/v1/admin|/scim)(/.*)?")) {
            return List.of(Scope.ADMIN);
        }
        return List.of(SAFE_METHODS.contains(method) ? Scope.READ : Scope.WRITE);
    }

    private static Refusal insufficient(Scope scope) {
        String name = scope.wireName();
        return new Refusal(
                403,
                "Forbidden",
                "insufficient_scope",
                "This needs a token with the scope " + name + ".",
                Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + name + "\""));
    }
}
