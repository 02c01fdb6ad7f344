package org.chatboard.scim;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Failures;
import org.chatboard.platform.request.HttpStatus;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.CurrentCaller;

/**
 * {@code /scim/v2}. A servlet and no JAX-RS resource: there, all of the application would share the problem documents of the
 * API, and SCIM has errors and a media type of its own. Who comes in at all is decided by the login mechanism: nobody but an
 * administrator's token with the scope {@code admin}.
 */
@WebServlet("/scim/v2/*")
public class ScimServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient CurrentCaller current;

    @Inject
    transient UserDoor users;

    @Inject
    transient GroupDoor groups;

    @Inject
    transient RefusalLog refusals;

    /** What can be done with one address. */
    private record Route(Map<String, Function<Call, Answer>> methods) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer;
        try {
            answer = answer(new Call(current.get(), request), response);
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        } catch (RuntimeException thrown) {
            ChatBoardException reason = Failures.reason(thrown);
            if (reason instanceof Conflict) {
                refusals.noteCall(request, reason.code());
            }
            HttpStatus.retryAfter(reason)
                    .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
            answer = ScimError.of(reason);
        }
        write(answer, request, response);
    }

    private Answer answer(Call call, HttpServletResponse response) {
        Optional<Route> route = route(call.path());
        if (route.isEmpty()) {
            return ScimError.of(404, null, "There is nothing at this address.");
        }
        Function<Call, Answer> work = route.get().methods().get(call.method());
        if (work == null) {
            response.setHeader(
                    "Allow",
                    String.join(
                            ", ",
                            route.get().methods().keySet().stream().sorted().toList()));
            return ScimError.of(405, null, "This cannot be done here.");
        }
        return work.apply(call);
    }

    private Optional<Route> route(List<String> path) {
        if (path.isEmpty() || path.size() > 2) {
            return Optional.empty();
        }
        boolean isOne = path.size() == 2;
        return Optional.ofNullable(
                        switch (path.get(0)) {
                            case "Users" ->
                                isOne
                                        ? one(users::get, users::replace, users::patch, users::remove)
                                        : all(users::list, users::add);
                            case "Groups" ->
                                isOne
                                        ? one(groups::get, groups::replace, groups::patch, groups::remove)
                                        : all(groups::list, groups::add);
                            case "ServiceProviderConfig" ->
                                isOne ? null : told(call -> Answer.of(Discovery.config(call.base())));
                            case "ResourceTypes" -> told(call -> found(Discovery.types(call.base()), call));
                            case "Schemas" -> told(call -> found(Discovery.schemas(call.base()), call));
                            default -> null;
                        })
                .map(Route::new);
    }

    private static Answer found(List<Map<String, Object>> all, Call call) {
        return Discovery.answer(all, call.path()).orElseGet(() -> ScimError.of(404, null, "There is no such thing."));
    }

    private static Map<String, Function<Call, Answer>> told(Function<Call, Answer> get) {
        return Map.of("GET", get);
    }

    private static Map<String, Function<Call, Answer>> all(Function<Call, Answer> get, Function<Call, Answer> post) {
        return Map.of("GET", get, "POST", post);
    }

    private static Map<String, Function<Call, Answer>> one(
            Function<Call, Answer> get,
            Function<Call, Answer> put,
            Function<Call, Answer> patch,
            Function<Call, Answer> delete) {
        return Map.of("GET", get, "PUT", put, "PATCH", patch, "DELETE", delete);
    }

    private static void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        if (answer.location() != null) {
            response.setHeader("Location", answer.location());
        }
        if (answer.body() == null) {
            return;
        }
        byte[] text = ScimText.of(answer.body()).getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/scim+json;charset=UTF-8");
        response.setContentLength(text.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(text);
        }
    }
}
