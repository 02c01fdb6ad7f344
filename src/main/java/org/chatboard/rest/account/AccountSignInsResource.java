package org.chatboard.rest.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.account.AccountSignIns;

/** Where others are signed in, and their second factor, for administrators. */
@Path("admin/users/{username}")
@RequestScoped
@Produces(JsonBody.JSON)
public class AccountSignInsResource {

    @Inject
    CurrentCaller current;

    @Inject
    AccountSignIns signIns;

    /** All of them, the most recently used first. */
    @GET
    @Path("sessions")
    public String list(@PathParam("username") String username) {
        List<SignedIn> all = signIns.list(current.get(), username);
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (SignedIn login : all) {
                json.writeStartObject();
                SignInsResource.write(json, login);
                json.writeEnd();
            }
            json.writeEnd();
        });
    }

    /** 204; all of them end, with whatever is open for them. */
    @DELETE
    @Path("sessions")
    public void endAll(@PathParam("username") String username) {
        signIns.endAll(current.get(), username);
    }

    /** 204; the person has no second factor any more, and is signed out everywhere. */
    @DELETE
    @Path("second-factor")
    public void removeFactor(@PathParam("username") String username) {
        signIns.removeFactor(current.get(), username);
    }
}
