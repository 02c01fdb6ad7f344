package org.chatboard.platform.request;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Notes in the log what somebody wanted and may not (OWASP ASVS 5.0, 16.3.2). */
public class RefusalLogFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** Where whoever refuses leaves the stable reason, as text. */
    public static final String CODE = RefusalLogFilter.class.getName() + ".code";

    private static final String DONE = RefusalLogFilter.class.getName();

    @Inject
    transient RefusalLog refusals;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN && request.getAttribute(DONE) == null) {
                // The page that says so comes by here once more.
                request.setAttribute(DONE, true);
                refusals.noteCall(
                        request,
                        Objects.requireNonNullElse(request.getAttribute(CODE), "")
                                .toString());
            }
        }
    }
}
