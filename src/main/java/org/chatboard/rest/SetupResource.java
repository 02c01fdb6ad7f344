package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.chatboard.admin.FirstAdmin;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.PersonJson;
import org.chatboard.users.NewUser;
import org.chatboard.users.UserView;

/** Creates the first administrator without a browser. Open to whoever holds the one-time token of the installation. */
@Path("setup")
@RequestScoped
@Produces(JsonBody.JSON)
public class SetupResource {

    @Inject
    FirstAdmin firstAdmin;

    @Inject
    RefusalLog refusals;

    /** A proxy of the request at hand. */
    @Context
    HttpServletRequest request;

    /** 201 with the new account; 404 when the token is wrong or used. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(JsonFields fields) {
        String token = fields.text("token");
        NewUser newUser = new NewUser(
                fields.text("username"),
                fields.text("email"),
                fields.text("firstName"),
                fields.text("lastName"),
                fields.text("password"));
        fields.rejectUnknown();
        if (!firstAdmin.isOpenTo(token)) {
            refusals.noteCall(request, "link_used");
        }
        UserView admin = firstAdmin.create(token, newUser);
        return Response.status(Response.Status.CREATED)
                .entity(JsonBody.of(json -> PersonJson.write(json, admin)))
                .build();
    }
}
