package org.chatboard.web;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.chatboard.platform.request.RequestId;

/** The page that says that something went wrong, without saying how it is built. */
@Named("error")
@RequestScoped
public class ErrorBacking {

    private static final System.Logger LOG = System.getLogger(ErrorBacking.class.getName());

    private static final int NOT_FOUND = 404;
    private static final int SERVER_FAULT = 500;

    @Inject
    HttpServletRequest request;

    private String reference = "";

    private int status;

    @PostConstruct
    void read() {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        status = code instanceof Integer number ? number : NOT_FOUND;
        reference = RequestId.of(request);
        if (status >= SERVER_FAULT) {
            Object address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
            Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            String said = "Request failed, status=" + status + " reference=" + reference + " path=" + address;
            if (cause instanceof Throwable thrown) {
                LOG.log(ERROR, said, thrown);
            } else {
                LOG.log(ERROR, said);
            }
        }
    }

    /** Which text to show: {@code 403}, {@code 404}, {@code request} or {@code server}. */
    public String getKind() {
        return switch (status) {
            case 401, 403 -> "403";
            case NOT_FOUND, 410 -> "404";
            default -> status < SERVER_FAULT ? "request" : "server";
        };
    }

    /** What a person quotes to the people who run ChatBoard; the log has the same. */
    public String getReference() {
        return reference;
    }
}
