package org.chatboard.rest.links;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.chatboard.platform.Ids;
import org.chatboard.platform.NotFound;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.links.IdentityLinks;
import org.chatboard.security.links.LinkedIdentity;

/** Who of a provider signs in to an account. */
@Path("admin/users/{username}/identities")
@RequestScoped
@Produces(JsonBody.JSON)
public class IdentitiesResource {

    @Inject
    CurrentCaller current;

    @Inject
    IdentityLinks links;

    /** All of them, the oldest first. */
    @GET
    public String list(@PathParam("username") String username) {
        List<LinkedIdentity> all = links.list(current.get(), username);
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (LinkedIdentity link : all) {
                json.writeStartObject()
                        .write("id", link.id().toString())
                        .write("issuer", link.issuer())
                        .write("subject", link.subject())
                        .write("createdAt", link.createdAt().toString())
                        .write("lastUsedAt", link.lastUsedAt().toString())
                        .writeEnd();
            }
            json.writeEnd();
        });
    }

    /** 204; the link is gone, and what was opened by it ends. */
    @DELETE
    @Path("{id}")
    public void unlink(@PathParam("username") String username, @PathParam("id") String id) {
        links.unlink(
                current.get(),
                username,
                Ids.parse(id).orElseThrow(() -> new NotFound("not_found", "The account has no such link.")));
    }
}
