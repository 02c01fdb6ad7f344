package org.chatboard.platform.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Notes in the log what somebody who is signed in wanted and may not (OWASP ASVS 5.0, 16.3.2). Strangers are not noted: they
 * could fill the log.
 */
public class RefusalLogFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final System.Logger LOG = System.getLogger(RefusalLogFilter.class.getName());

    private static final String DONE = RefusalLogFilter.class.getName();

    private static final int LONGEST_PATH = 200;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            String person = request.getRemoteUser();
            if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN
                    && person != null
                    && request.getAttribute(DONE) == null) {
                // The page that says so comes by here once more.
                request.setAttribute(DONE, true);
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Refused to \"{0}\" from {1}: {2} {3}",
                        person,
                        ClientAddress.of(request),
                        request.getMethod(),
                        path(request));
            }
        }
    }

    /** As it was asked for, escapes and all; without the query, where secrets may stand. */
    private static String path(HttpServletRequest request) {
        Object asked = Objects.requireNonNullElse(
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
        String path = asked.toString();
        return path.substring(0, Math.min(path.length(), LONGEST_PATH));
    }
}
