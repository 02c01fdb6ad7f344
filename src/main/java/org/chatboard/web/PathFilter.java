package org.chatboard.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.platform.request.RefusalLog;

/**
 * Gives every page one address: {@code /dashboard} also for the root, {@code /chat/ben} for the chat with Ben,
 * {@code /rooms/} and an id for a group or a channel, and the original ChatBoard's addresses, which end in a slash, lead to the same pages.
 */
public class PathFilter extends HttpFilter {

    private static final Pattern PAGE = Pattern.compile(
            "/(?:login(?:/code)?|register|forgot|reset|setup|dashboard|profile(?:/(?:tokens|security(?:/end)?|second-factor|email(?:/confirm)?))?"
                    + "|admin/(?:system|directories|identities)|chat(?:/[^/]+)?|rooms/[^/]+)");

    private static final Pattern CHAT = Pattern.compile("/chat/([^/]+)");

    private static final Pattern ROOM = Pattern.compile("/rooms/([^/]+)");

    private static final Pattern SEED_SOCKET = Pattern.compile("/ws/chat/[^/]+");

    /** A WebSocket cannot be redirected, and the server finds no endpoint for an address with a slash at the end. */
    private static final class WithoutSlash extends HttpServletRequestWrapper {

        WithoutSlash(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return super.getRequestURI().replaceFirst("/$", "");
        }
    }

    /** What pages and files understand; the API and the sockets say it themselves. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");

    private static final Pattern SPEAKS_FOR_ITSELF = Pattern.compile("/(?:api/v1|scim/v2|ws)/.*", Pattern.DOTALL);

    /** Pages that are of no use to somebody who is signed in. */
    private static final Set<String> BEFORE = Set.of("/login", "/register");

    @Inject
    transient RefusalLog refusals;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        boolean isSlashed = path.length() > 1 && path.endsWith("/");
        String page = isSlashed ? path.substring(0, path.length() - 1) : path;
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!METHODS.contains(request.getMethod())
                && !SPEAKS_FOR_ITSELF.matcher(path).matches()) {
            response.setHeader("Allow", "GET, HEAD, POST, OPTIONS");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (path.isEmpty() || path.equals("/")) {
            go("/dashboard", request, response);
        } else if (path.equals("/api")) {
            go("/api/", request, response);
        } else if (page.equals("/error")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (reads && isSlashed && PAGE.matcher(page).matches()) {
            go(encoded(page) + query(request), request, response);
        } else if (isSlashed && SEED_SOCKET.matcher(page).matches()) {
            chain.doFilter(new WithoutSlash(request), response);
        } else if (reads && BEFORE.contains(page) && request.getUserPrincipal() != null) {
            String next = Objects.requireNonNullElse(request.getParameter("next"), "");
            go(LoginBacking.safe(next, request, refusals), request, response);
        } else if (reads && page.equals("/chat")) {
            String with = request.getParameter("with");
            go(with == null ? "/dashboard" : "/chat/" + encode(with), request, response);
        } else {
            Matcher chat = CHAT.matcher(page);
            Matcher room = ROOM.matcher(page);
            if (room.matches()) {
                request.getRequestDispatcher("/chat?room=" + encode(room.group(1)))
                        .forward(request, response);
            } else if (chat.matches()) {
                request.getRequestDispatcher("/chat?with=" + encode(chat.group(1)))
                        .forward(request, response);
            } else {
                chain.doFilter(request, response);
            }
        }
    }

    private static void go(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(request.getContextPath() + path);
    }

    private static String query(HttpServletRequest request) {
        return request.getQueryString() == null ? "" : "?" + request.getQueryString();
    }

    private static String encoded(String page) {
        Matcher chat = CHAT.matcher(page);
        return chat.matches() ? "/chat/" + encode(chat.group(1)) : page;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
