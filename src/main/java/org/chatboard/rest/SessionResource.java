package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Unauthenticated;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.LoginSessions;
import org.chatboard.security.SignIn;

/** The sign-in of this client: the same cookie, checks and waiting times as on the page. */
@Path("session")
@RequestScoped
@Produces(JsonBody.JSON)
public class SessionResource {

    /** Of a user name, an e-mail address or a password; nobody has longer ones. */
    private static final int MAX_LENGTH = 254;

    @Inject
    SignIn signIn;

    @Inject
    LoginSessions logins;

    @Inject
    CurrentCaller current;

    @Inject
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    /** 201 with the cookie; 401 when name and password do not fit, without saying which of the two is wrong. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response open(JsonFields fields) {
        if (current.find().isPresent()) {
            var unused = current.inPerson();
        }
        String username = fields.text("username");
        String password = fields.text("password");
        String code = fields.optionalText("code").orElse(null);
        fields.rejectUnknown();
        checkLength("username", username);
        checkLength("password", password);
        if (code != null) {
            checkLength("code", code);
        }
        boolean hadPages = request.getSession(false) != null;
        if (!signIn.atOnce(username, password, code, request, response)) {
            throw new Unauthenticated("wrong_credentials", "User name and password do not fit.");
        }
        HttpSession pages = request.getSession(false);
        if (pages != null && !hadPages) {
            // The server opens one for whoever signs in; a program shows no pages whose state it could keep.
            pages.invalidate();
        }
        return Response.status(Response.Status.CREATED)
                .entity(body(current.inPerson()))
                .build();
    }

    /** Who is signed in, and until when. */
    @GET
    public String show() {
        return body(current.inPerson());
    }

    /** 204; the cookie, the sockets and the pages of this sign-in end. */
    @DELETE
    public void close() {
        var unused = current.inPerson();
        signIn.out(request);
    }

    private static void checkLength(String field, String text) {
        if (text.length() > MAX_LENGTH) {
            throw Invalid.field(field, "too_long", field + " has at most " + MAX_LENGTH + " characters.");
        }
    }

    private String body(ChatBoardPrincipal person) {
        LoginSessions.Span span = logins.span(person.loginId())
                .orElseThrow(() -> new Unauthenticated("unauthenticated", "This sign-in has ended."));
        return JsonBody.of(json -> {
            json.writeStartObject("user")
                    .write("id", person.caller().id().toString())
                    .write("username", person.caller().username())
                    .write("name", person.displayName())
                    .writeStartArray("roles");
            person.caller().roles().stream().sorted().forEach(role -> json.write(role.containerName()));
            json.writeEnd()
                    .writeEnd()
                    .write("createdAt", span.since().toString())
                    .write("expiresAt", span.until().toString())
                    .write("idleTimeout", span.idle().toSeconds());
        });
    }
}
