package org.chatboard.rest.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Failures;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Unauthenticated;
import org.chatboard.platform.request.HttpStatus;
import org.chatboard.platform.request.RequestId;

/** Turns everything that is thrown into a problem document (RFC 9457) with a stable {@code code}. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    /** A proxy of the request at hand; Jersey would inject the first request's ContainerRequestContext for ever. */
    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException http) {
            int status = http.getResponse().getStatus();
            Response.Status known = Response.Status.fromStatusCode(status);
            String title = known == null ? "Error" : known.getReasonPhrase();
            Response.ResponseBuilder answer =
                    problem(status, title.toLowerCase(Locale.ROOT).replace(' ', '_'), title + ".", List.of());
            String allow = http.getResponse().getHeaderString("Allow");
            return (allow == null ? answer : answer.header("Allow", allow)).build();
        }
        // Also on threads that only write the answer: what is logged carries the id that the answer names.
        ChatBoardException reason = RequestId.logged(RequestId.of(request), () -> Failures.reason(thrown));
        List<FieldError> errors = reason instanceof Invalid invalid ? invalid.errors() : List.of();
        Response.ResponseBuilder answer = problem(HttpStatus.of(reason), reason.code(), reason.detail(), errors);
        if (reason instanceof Unauthenticated) {
            answer.header("WWW-Authenticate", "Cookie realm=\"chatboard\"");
        }
        HttpStatus.retryAfter(reason).ifPresent(wait -> answer.header("Retry-After", wait.toSeconds()));
        return answer.build();
    }

    private Response.ResponseBuilder problem(int status, String code, String detail, List<FieldError> errors) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String body = JsonBody.of(json -> {
            json.write("type", "about:blank")
                    .write("title", known == null ? "Error" : known.getReasonPhrase())
                    .write("status", status)
                    .write("detail", detail)
                    .write("code", code)
                    .write("requestId", RequestId.of(request));
            if (!errors.isEmpty()) {
                json.writeStartArray("errors");
                errors.forEach(error -> json.writeStartObject()
                        .write("field", error.field())
                        .write("code", error.code())
                        .writeEnd());
                json.writeEnd();
            }
        });
        return Response.status(status).type("application/problem+json").entity(body);
    }
}
