package org.chatboard.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Keeps foreign pages from acting in the name of whoever is signed in. A browser lets any page open a socket anywhere and
 * sends the cookies along (cross-site WebSocket hijacking; RFC 6455 section 10.2), and the server's own check lets all
 * origins pass. Sockets need an allowed {@code Origin}; other requests that change something must not have a foreign one.
 */
public class OriginCheck extends HttpFilter {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private static final int KEY_BYTES = 16;

    @Inject
    transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = new Exchange(request, response);
        String origin = request.getHeader("Origin");
        boolean needsOrigin = exchange.isForSockets();
        boolean mayPass = needsOrigin
                ? isHandshake(exchange) && (isProgram(origin, request) || passes(origin, request, exchange))
                : SAFE_METHODS.contains(request.getMethod())
                        || (origin == null && !isFromElsewhere(request))
                        || exchange.isForHooks()
                        || passes(origin, request, exchange);
        if (mayPass) {
            chain.doFilter(request, response);
        }
    }

    /** Browsers send no token with a handshake, so there is no page that could have made anybody do this. */
    private static boolean isProgram(@Nullable String origin, HttpServletRequest request) {
        return origin == null
                && request.getUserPrincipal() instanceof ChatBoardPrincipal principal
                && principal.isByToken();
    }

    /** Should a browser leave out the origin, it still says whose page asks (Fetch Metadata). */
    private static boolean isFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private boolean passes(@Nullable String origin, HttpServletRequest request, Exchange exchange) {
        Set<String> allowed = Arrays.stream(
                        settings.text(Setting.ALLOWED_ORIGINS).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toSet());
        // A second header is for whoever reads the last one.
        boolean isOne = Collections.list(request.getHeaders("Origin")).size() == 1;
        if (origin != null && isOne && isAllowed(origin, request.getHeader("Host"), request.isSecure(), allowed)) {
            return true;
        }
        exchange.refuse(403, "Forbidden", "foreign_origin", "Pages of this origin may not talk to ChatBoard.");
        return false;
    }

    /** Whether this is what RFC 6455 section 4.2.1 asks of a client; the server itself takes almost anything. */
    private static boolean isHandshake(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        if (!request.getMethod().equals("GET")) {
            exchange.response().setHeader("Allow", "GET");
            exchange.refuse(405, "Method Not Allowed", "method_not_allowed", "A WebSocket is opened with GET.");
            return false;
        }
        if (!exchange.isPlain()) {
            exchange.refuse(400, "Bad Request", "bad_handshake", "Write the address of a WebSocket without escapes.");
            return false;
        }
        if (!"HTTP/1.1".equals(request.getProtocol())) {
            exchange.refuse(400, "Bad Request", "bad_handshake", "A WebSocket is opened with HTTP/1.1.");
            return false;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                || !asksForUpgrade(request)
                || !"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            exchange.response().setHeader("Upgrade", "websocket");
            exchange.response().setHeader("Sec-WebSocket-Version", "13");
            exchange.refuse(426, "Upgrade Required", "upgrade_required", "Here is a WebSocket of version 13.");
            return false;
        }
        List<String> keys = Collections.list(request.getHeaders("Sec-WebSocket-Key"));
        if (keys.size() != 1 || !isKey(keys.get(0))) {
            exchange.refuse(400, "Bad Request", "bad_handshake", "Sec-WebSocket-Key must be 16 bytes in base64.");
            return false;
        }
        return true;
    }

    private static boolean asksForUpgrade(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Connection")).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"));
    }

    static boolean isKey(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            return bytes.length == KEY_BYTES
                    && Base64.getEncoder().encodeToString(bytes).length() == key.length();
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /**
     * Whether pages of {@code origin} are ChatBoard's own or allowed by the administrator.
     *
     * @param host the header, with the port unless it is the default
     * @param secure whether the request itself came over TLS; over plain HTTP a proxy may still have taken TLS off
     * @param alsoAllowed origins written as browsers write them
     */
    static boolean isAllowed(String origin, @Nullable String host, boolean secure, Set<String> alsoAllowed) {
        Optional<String> asked = normal(origin);
        if (asked.isEmpty()) {
            return false;
        }
        if (alsoAllowed.stream().anyMatch(allowed -> normal(allowed).equals(asked))) {
            return true;
        }
        String scheme = asked.get().startsWith("https:") ? "https" : "http";
        return host != null
                && !(secure && scheme.equals("http"))
                && normal(scheme + "://" + host).equals(asked);
    }

    /** Scheme, host in lower case and port, which is written only when it is not the scheme's own. */
    private static Optional<String> normal(String origin) {
        try {
            URI uri = new URI(origin.toLowerCase(Locale.ROOT));
            String scheme = uri.getScheme();
            boolean isPlain = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!isPlain || !("http".equals(scheme) || "https".equals(scheme))) {
                return Optional.empty();
            }
            int usual = scheme.equals("https") ? 443 : 80;
            return Optional.of(scheme + "://" + uri.getHost() + ":" + (uri.getPort() == -1 ? usual : uri.getPort()));
        } catch (URISyntaxException notAnOrigin) {
            return Optional.empty();
        }
    }
}
