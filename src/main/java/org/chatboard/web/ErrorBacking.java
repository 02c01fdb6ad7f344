package org.chatboard.web;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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

    /** Programs get no page, whoever refused them: a problem document (RFC 9457) like all others. */
    public void answerPrograms() throws IOException {
        Object address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (!String.valueOf(address).startsWith(request.getContextPath() + "/api/v1/")) {
            return;
        }
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext answer = faces.getExternalContext();
        answer.setResponseStatus(status);
        answer.setResponseContentType("application/problem+json");
        answer.setResponseCharacterEncoding("UTF-8");
        answer.getResponseOutputWriter()
                .write(Json.createObjectBuilder()
                        .add("type", "about:blank")
                        .add("title", "Error")
                        .add("status", status)
                        .add(
                                "detail",
                                "The server cannot do anything with this request; check its address and headers.")
                        .add("code", code())
                        .add("requestId", reference)
                        .build()
                        .toString());
        faces.responseComplete();
    }

    private String code() {
        return switch (status) {
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case NOT_FOUND, 410 -> "not_found";
            case 405 -> "method_not_allowed";
            default -> status < SERVER_FAULT ? "bad_request" : "internal";
        };
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
