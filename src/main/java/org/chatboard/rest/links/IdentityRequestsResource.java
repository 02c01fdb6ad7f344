package org.chatboard.rest.links;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.platform.NotFound;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.links.IdentityLinks;
import org.chatboard.security.links.WaitingIdentity;

/** People of the provider who were turned away because an account has their e-mail address. */
@Path("admin/identity-requests")
@RequestScoped
@Produces(JsonBody.JSON)
public class IdentityRequestsResource {

    @Inject
    CurrentCaller current;

    @Inject
    IdentityLinks links;

    /** Those of the last 30 days, the latest first. */
    @GET
    public String list() {
        List<WaitingIdentity> all = links.waiting(current.get());
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (WaitingIdentity waiting : all) {
                json.writeStartObject()
                        .write("id", waiting.id().toString())
                        .write("username", waiting.username())
                        .write("displayName", waiting.displayName())
                        .write("issuer", waiting.issuer())
                        .write("subject", waiting.subject())
                        .write("name", waiting.name())
                        .write("email", waiting.email())
                        .write("askedAt", waiting.askedAt().toString())
                        .write("approved", waiting.isApproved())
                        .writeEnd();
            }
            json.writeEnd();
        });
    }

    /** 204; the account is theirs from their next sign-in on. */
    @POST
    @Path("{id}/approval")
    public void approve(@PathParam("id") String id) {
        links.approve(current.get(), parse(id));
    }

    /** 204; forgotten, approved or not. Whoever tries again waits again. */
    @DELETE
    @Path("{id}")
    public void dismiss(@PathParam("id") String id) {
        links.dismiss(current.get(), parse(id));
    }

    private static UUID parse(String id) {
        return Ids.parse(id).orElseThrow(() -> new NotFound("not_found", "Nobody waits for an account under this id."));
    }
}
