package org.chatboard.web;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Iterator;
import java.util.Optional;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.SignIn;
import org.jspecify.annotations.Nullable;

/**
 * Answers a form whose page is too old, or whose view state was made up, with the same page afresh and a notice. The
 * server's own answer would be an error 500 that names classes.
 */
public class ExpiredViews extends ExceptionHandlerFactory {

    /** Asked for by Faces. */
    public ExpiredViews(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new Handler(getWrapped().getExceptionHandler());
    }

    private static final class Handler extends ExceptionHandlerWrapper {

        Handler(ExceptionHandler wrapped) {
            super(wrapped);
        }

        @Override
        public void handle() {
            for (Iterator<ExceptionQueuedEvent> events =
                            getUnhandledExceptionQueuedEvents().iterator();
                    events.hasNext(); ) {
                ExceptionQueuedEventContext what = events.next().getContext();
                if (isExpired(what)) {
                    events.remove();
                    answer(what.getContext());
                }
            }
            getWrapped().handle();
        }
    }

    private static boolean isExpired(ExceptionQueuedEventContext what) {
        for (Throwable cause = what.getException(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ViewExpiredException) {
                return true;
            }
        }
        return what.getPhaseId() == PhaseId.RESTORE_VIEW && what.getContext().isPostback();
    }

    private static void answer(FacesContext faces) {
        HttpServletRequest request =
                (HttpServletRequest) faces.getExternalContext().getRequest();
        HttpServletResponse response =
                (HttpServletResponse) faces.getExternalContext().getResponse();
        String target;
        if (request.getMethod().equals("POST")
                && request.getParameter("signOut") != null
                && request.getUserPrincipal() != null
                && isFromHere(request)) {
            // Whoever wants to leave after a restart of the server must not find themselves still signed in.
            CDI.current().select(SignIn.class).get().out(request);
            target = request.getContextPath() + "/login";
        } else {
            CDI.current().select(RefusalLog.class).get().noteCall(request, "view_state");
            target = again(request.getHeader("Referer"), request.getContextPath())
                    .orElse(request.getRequestURI() + "?expired=1");
        }
        try {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", target);
            response.flushBuffer();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        faces.responseComplete();
    }

    /** Whether the browser says that the form stood on a page of ours; that of somebody else did not get as far as here. */
    private static boolean isFromHere(HttpServletRequest request) {
        return request.getHeader("Origin") != null || "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    /** The page with the form: its address has more than the form's own, for example where to go after signing in. */
    static Optional<String> again(@Nullable String referer, String contextPath) {
        try {
            URI page = new URI(referer == null ? "" : referer);
            String path = page.getRawPath();
            if (path == null || !path.startsWith(contextPath + "/") || path.startsWith("//")) {
                return Optional.empty();
            }
            String query = page.getRawQuery();
            if (query == null) {
                return Optional.of(path + "?expired=1");
            }
            return Optional.of(path + "?" + query + (query.contains("expired=1") ? "" : "&expired=1"));
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
