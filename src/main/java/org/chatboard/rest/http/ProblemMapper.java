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
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Failures;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Stale;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unauthenticated;
import org.chatboard.platform.Unavailable;
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
        Response.ResponseBuilder answer = problem(status(reason), reason.code(), reason.detail(), errors);
        if (reason instanceof Unauthenticated) {
            answer.header("WWW-Authenticate", "Cookie realm=\"chatboard\"");
        } else if (reason instanceof TooMany tooMany) {
            answer.header("Retry-After", tooMany.retryAfter().toSeconds());
        } else if (reason instanceof Unavailable) {
            answer.header("Retry-After", Unavailable.RETRY_AFTER.toSeconds());
        }
        return answer.build();
    }

    private static int status(ChatBoardException reason) {
        if (reason instanceof Invalid) {
            return 400;
        } else if (reason instanceof Unauthenticated) {
            return 401;
        } else if (reason instanceof Forbidden) {
            return 403;
        } else if (reason instanceof NotFound) {
            return 404;
        } else if (reason instanceof Conflict) {
            return 409;
        } else if (reason instanceof Stale) {
            return 412;
        } else if (reason instanceof TooMany) {
            return 429;
        } else if (reason instanceof Unavailable) {
            return 503;
        }
        return 500;
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
