package org.chatboard.rest.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.chatboard.platform.Ids;
import org.chatboard.platform.NotFound;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.account.OwnAccount;

/** Where the caller is signed in. A token is not let in here: it would see and end what its owner is signed in by. */
@Path("users/me/sessions")
@RequestScoped
@Produces(JsonBody.JSON)
public class SignInsResource {

    @Inject
    CurrentCaller current;

    @Inject
    OwnAccount account;

    /** All of them, this one first. */
    @GET
    public String list() {
        ChatBoardPrincipal person = current.inPerson();
        List<SignedIn> all = account.signIns(person);
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

    /** 204; all but this one end, with whatever is open for them. */
    @DELETE
    public void endOthers() {
        account.endOthers(current.inPerson());
    }

    /** 204; one ends. This one does, too, when it is named: as {@code DELETE session}, but for the cookie. */
    @DELETE
    @Path("{id}")
    public void end(@PathParam("id") String id) {
        ChatBoardPrincipal person = current.inPerson();
        if (!Ids.parse(id).filter(wanted -> account.end(person, wanted)).isPresent()) {
            throw new NotFound("not_found", "You have no such sign-in, or it has ended already.");
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
