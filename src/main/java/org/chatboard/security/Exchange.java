package org.chatboard.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.EarlyRefusal;
import org.chatboard.platform.request.RefusalLogFilter;
import org.chatboard.platform.request.RequestId;
import org.chatboard.security.calls.Refusal;
import org.chatboard.security.remember.Remembering;
import org.chatboard.tokens.TokenSecret;

/**
 * One request and its answer, as the doorkeeper sees them.
 *
 * @param request what is asked
 * @param response what is answered
 */
record Exchange(HttpServletRequest request, HttpServletResponse response) {

    private static final String COOKIE = "CHATBOARD";

    /** Browsers take such a cookie only over HTTPS and from this very host, not from one that shares its domain (RFC 6265bis). */
    private static final String HOST_ONLY = "__Host-";

    /** Beside {@link #COOKIE}, in browsers that are remembered. */
    private static final String REMEMBER_COOKIE = "CHATBOARD_REMEMBER";

    /** A neighbouring site may plant cookies of this name; the right one is among the first. */
    private static final int MOST_COOKIES = 4;

    private static final String CODING = "Transfer-Encoding";

    private static final String BEARER = "Bearer";

    private static final Pattern HOOK = Pattern.compile("/api/v1/hooks/[A-Za-z0-9_-]+");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    /**
     * The path below the context root as the server reads it, for example {@code /chat/ben}. Rules go by this one: what is
     * written with escapes leads to the same place.
     */
    String route() {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    }

    /**
     * Whether the path has parameters. The server looks for rules and filters up to the first one only, while its WebSocket
     * container and JAX-RS read on: {@code /ws;a/chat} would be a socket that nothing guards.
     */
    boolean hasPathParameters() {
        return request.getRequestURI().contains(";");
    }

    /**
     * Whether a proxy may see the end of this request elsewhere than the server does, which takes the rest for a request of its
     * own (RFC 9112, 6.1 and 11.2).
     */
    boolean hasDoubtfulEnd() {
        List<String> codings = Collections.list(request.getHeaders(CODING));
        return !codings.isEmpty()
                && (request.getHeader("Content-Length") != null
                        || !codings.stream().map(String::strip).toList().equals(List.of("chunked")));
    }

    /** Whether the address is written as it is read: some of what guards sockets goes by the one, some by the other. */
    boolean isPlain() {
        return route().equals(path());
    }

    /** The path below the context root as it was written. */
    private String path() {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    /** What was asked for, with its query, to come back to. */
    String asked() {
        String query = request.getQueryString();
        return path() + (query == null || !request.getMethod().equals("GET") ? "" : "?" + query);
    }

    /** Answers to programs are never pages: no redirect to the sign-in page. */
    boolean isForPrograms() {
        return isForApi() || isForSockets();
    }

    boolean isForApi() {
        return route().startsWith("/api/") || isForScim();
    }

    /** Where a directory of the organisation keeps accounts: for programs with a token alone. */
    boolean isForScim() {
        return route().equals("/scim") || route().startsWith("/scim/");
    }

    /** What the address alone allows, no cookie: it does not matter which page asks. Nothing that could lead elsewhere. */
    boolean isForHooks() {
        return HOOK.matcher(path()).matches();
    }

    boolean isForSockets() {
        return route().startsWith("/ws/");
    }

    /** The sign-in page, unless the reader has just left and is shown how to come back. */
    boolean isForSignIn() {
        return route().equals("/login") && !"left".equals(request.getQueryString());
    }

    /** Whether a page is asked for, and nothing sent. */
    boolean isReading() {
        return request.getMethod().equals("GET");
    }

    boolean opensSocket() {
        return isForSockets() && request.getHeader("Upgrade") != null;
    }

    boolean isForAssets() {
        return route().startsWith("/assets/");
    }

    /**
     * What every answer tells the browser, whoever writes it; but not the one that opens a socket. No browser looks at them
     * there, and this server keeps them in memory as long as the socket lives. What comes in chunks is the last request of its
     * connection: the server is not strict about where a chunk ends, and nothing is to be read behind it.
     */
    void setSecurityHeaders() {
        if (request.getHeader(CODING) != null) {
            response.setHeader("Connection", "close");
        }
        HEADERS.forEach(response::setHeader);
        response.setHeader(RequestId.HEADER, RequestId.of(request));
        response.setHeader("Cache-Control", isForAssets() ? "no-cache" : "no-store");
    }

    /** The secrets that the request brings along; usually one. */
    List<String> tokens() {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(cookieName(COOKIE)))
                        .map(Cookie::getValue)
                        .filter(LoginToken::looksLikeOne)
                        .limit(MOST_COOKIES)
                        .toList();
    }

    /** Whether a browser brings a sign-in cookie, of whatever worth. */
    boolean hasSignInCookie() {
        return cookie(request, cookieName(COOKIE)).isPresent();
    }

    /** Whether a program says who it is; then no cookie counts. On pages only cookies do. */
    boolean hasBearer() {
        return isForPrograms() && authorization().stream().anyMatch(Exchange::isBearer);
    }

    /** The bearer token; nothing when there is none, or it cannot be one of ours. */
    Optional<String> bearer() {
        List<String> given = hasBearer() ? authorization() : List.of();
        return given.size() == 1
                ? Optional.of(given.get(0).substring(BEARER.length()).strip()).filter(TokenSecret::looksLikeOne)
                : Optional.empty();
    }

    private List<String> authorization() {
        return Collections.list(request.getHeaders("Authorization"));
    }

    private static boolean isBearer(String authorization) {
        return authorization.equalsIgnoreCase(BEARER)
                || authorization.regionMatches(true, 0, BEARER + " ", 0, BEARER.length() + 1);
    }

    /** Gives the browser the secret until it closes; SameSite=Lax is appended by {@code payara-web.xml}. */
    void setToken(String token) {
        setCookie(cookieName(COOKIE), token);
    }

    void clearToken() {
        clearCookie(cookieName(COOKIE));
        clearRemembered();
    }

    /** What a remembered browser comes back with; nothing for programs, who say who they are in other ways, and for sockets. */
    Optional<String> remembered() {
        return hasBearer() || isForScim() || isForSockets()
                ? Optional.empty()
                : cookie(request, cookieName(REMEMBER_COOKIE)).filter(LoginToken::looksLikeOne);
    }

    /** Gives the browser what to come back with, for longer than it is open. */
    void setRemembered(Remembering.Ticket ticket) {
        Cookie cookie = cookie(cookieName(REMEMBER_COOKIE), ticket.secret());
        cookie.setMaxAge((int) ticket.life().toSeconds());
        response.addCookie(cookie);
    }

    void clearRemembered() {
        if (cookie(request, cookieName(REMEMBER_COOKIE)).isPresent()) {
            clearCookie(cookieName(REMEMBER_COOKIE));
        }
    }

    /** Where the request came from. */
    String address() {
        return ClientAddress.of(request);
    }

    /** What the browser calls itself; empty when it does not say. */
    String userAgent() {
        return Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
    }

    void setCookie(String name, String value) {
        response.addCookie(cookie(name, value));
    }

    void clearCookie(String name) {
        Cookie cookie = cookie(name, "");
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    /** What the browser was given under this name. */
    static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private Cookie cookie(String name, String value) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(request.isSecure() || request.getContextPath().isEmpty() ? "/" : request.getContextPath());
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        return cookie;
    }

    /** The name tells one ChatBoard of a host from another where the path may not. */
    private String cookieName(String name) {
        return request.isSecure() ? HOST_ONLY + name + request.getContextPath().replace('/', '-') : name;
    }

    void refuse(Refusal refusal) {
        refusal.headers().forEach(response::setHeader);
        refuse(refusal.status(), refusal.title(), refusal.code(), refusal.detail());
    }

    /** A refusal before any resource is reached, as a problem document (RFC 9457), or as a SCIM error (RFC 7644). */
    void refuse(int status, String title, String code, String detail) {
        request.setAttribute(RefusalLogFilter.CODE, code);
        setSecurityHeaders();
        byte[] body = new EarlyRefusal(status, title, code, detail).body(isForScim(), RequestId.of(request));
        response.setStatus(status);
        response.setContentType(EarlyRefusal.type(isForScim()));
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.flushBuffer();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
