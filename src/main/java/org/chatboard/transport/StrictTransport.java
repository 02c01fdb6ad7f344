package org.chatboard.transport;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;

/** Whoever came over HTTPS once is told to come over nothing else (RFC 6797). */
public class StrictTransport extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Inject
    transient Settings settings;

    static String header(Duration maxAge, boolean isForSubdomains) {
        return "max-age=" + maxAge.toSeconds() + (isForSubdomains ? "; includeSubDomains" : "");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Duration maxAge = settings.duration(Setting.HSTS_MAX_AGE);
        if (request.isSecure() && !maxAge.isZero()) {
            response.setHeader("Strict-Transport-Security", header(maxAge, settings.flag(Setting.HSTS_SUBDOMAINS)));
        }
        chain.doFilter(request, response);
    }
}
