package org.chatboard.platform.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts the id of a request into whatever is logged while it is served. */
public class RequestIdFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String before = RequestId.enter(RequestId.of(request));
        try {
            chain.doFilter(request, response);
        } finally {
            RequestId.leave(before);
        }
    }
}
