package org.chatboard.rest.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.account.Endings;

/** Where the caller is signed in. A token is not let in here: it would see and end what its owner is signed in by. */
@Path("users/me/sessions")
@RequestScoped
@Produces(JsonBody.JSON)
public class SignInsResource {

    @Inject
    CurrentCaller current;

    @Inject
    Endings endings;

    @Inject
    HttpServletRequest request;

    /** All of them, this one first. */
    @GET
    public String list() {
        ChatBoardPrincipal person = current.inPerson();
        List<SignedIn> all = endings.signIns(person);
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (SignedIn login : all) {
                json.writeStartObject().write("current", login.id().equals(person.loginId()));
                write(json, login);
                json.writeEnd();
            }
            json.writeEnd();
        });
    }

    /** 204; one ends, or all but this one, with whatever is open for them. */
    @POST
    @Path("endings")
    @Consumes(MediaType.APPLICATION_JSON)
    public void end(JsonFields fields) {
        ChatBoardPrincipal person = current.inPerson();
        Optional<UUID> wanted = fields.optionalId("id");
        String password = fields.optionalText("password").orElse("");
        fields.rejectUnknown();
        try {
            if (wanted.isEmpty()) {
                endings.endOthers(person, password, ClientAddress.of(request));
            } else if (!endings.end(person, wanted.get(), password, ClientAddress.of(request))) {
                throw new NotFound("not_found", "You have no such sign-in, or it has ended already.");
            }
        } catch (Invalid wrong) {
            throw new Forbidden("wrong_password", "Send the present password, as password.");
        }
    }

    /** What everybody who may see a sign-in is told of it. */
    static void write(JsonGenerator json, SignedIn login) {
        json.write("id", login.id().toString())
                .write("address", login.address())
                .write("userAgent", login.userAgent())
                .write("createdAt", login.since().toString())
                .write("lastUsedAt", login.lastSeenAt().toString())
                .write("remembered", login.isRemembered());
    }
}
