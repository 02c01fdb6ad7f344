package org.chatboard.transport;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.chatboard.platform.request.EarlyRefusal;
import org.chatboard.platform.request.RequestId;

/**
 * Sees to it that every body has an end, and not too far away. The server takes a request with an {@code Upgrade} header for
 * the beginning of something else and lets whoever reads its body wait for the end of the connection, and it writes forms in
 * parts to the disk as long as they come. What is refused is refused by the headers alone.
 */
public class BodyGuard extends HttpFilter {

    /** Bytes; several times the longest message, and more than any form. */
    static final long MAX_BYTES = 1_048_576;

    private static final String SCIM = "/scim/";

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = path(request);
        boolean isForSockets = path.startsWith("/ws/");
        boolean isForPrograms = isForSockets || path.startsWith("/api/") || path.startsWith(SCIM);
        Optional<EarlyRefusal> refusal = refusal(request, isForPrograms);
        if (refusal.isPresent()) {
            refuse(refusal.get(), isForPrograms, request, response);
        } else if (isUpgrade(request) && !isForSockets) {
            response.setHeader("Connection", "close");
            chain.doFilter(new BoundedRequest(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static Optional<EarlyRefusal> refusal(HttpServletRequest request, boolean isForPrograms) {
        if (request.getContentLengthLong() > MAX_BYTES) {
            return Optional.of(new EarlyRefusal(
                    413, "Content Too Large", "too_large", "A body has at most " + MAX_BYTES + " bytes; send less."));
        }
        String type = request.getContentType();
        if (type != null && type.strip().regionMatches(true, 0, "multipart/", 0, "multipart/".length())) {
            return Optional.of(new EarlyRefusal(
                    415, "Unsupported Media Type", "unsupported_media_type", "Nothing here takes a body in parts."));
        }
        if (request.getHeader("Transfer-Encoding") != null && (isUpgrade(request) || !isForPrograms)) {
            return Optional.of(new EarlyRefusal(
                    411, "Length Required", "length_required", "Send this with a Content-Length, not in chunks."));
        }
        return Optional.empty();
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        return request.getHeader("Upgrade") != null;
    }

    /** Not as a page: to make one, the server would look for its parameters in the body. */
    private static void refuse(
            EarlyRefusal refusal, boolean isForPrograms, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String requestId = RequestId.of(request);
        boolean isForScim = path(request).startsWith(SCIM);
        byte[] body = isForPrograms
                ? refusal.body(isForScim, requestId)
                : (refusal.detail() + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(refusal.status());
        response.setHeader("Connection", "close");
        response.setHeader(RequestId.HEADER, requestId);
        response.setContentType(isForPrograms ? EarlyRefusal.type(isForScim) : "text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
