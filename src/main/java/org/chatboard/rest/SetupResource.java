package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.chatboard.admin.FirstAdmin;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.JsonFields;
import org.chatboard.platform.StrictJson;
import org.chatboard.users.NewUser;
import org.chatboard.users.UserView;

/** Creates the first administrator without a browser. Open to whoever holds the one-time token of the installation. */
@Path("setup")
@RequestScoped
@Produces(JsonBody.JSON)
public class SetupResource {

    private static final int MAX_CHARACTERS = 8_192;

    @Inject
    FirstAdmin firstAdmin;

    /** 201 with the new account; 404 when the token is wrong or used. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(String body) {
        if (body.length() > MAX_CHARACTERS) {
            throw Invalid.field(
                    "body", "too_long", "The body must not be longer than " + MAX_CHARACTERS + " characters.");
        }
        JsonFields fields = StrictJson.object(body);
        String token = fields.text("token");
        NewUser newUser = new NewUser(
                fields.text("username"),
                fields.text("email"),
                fields.text("firstName"),
                fields.text("lastName"),
                fields.text("password"));
        fields.rejectUnknown();
        UserView admin = firstAdmin.create(token, newUser);
        return Response.status(Response.Status.CREATED)
                .entity(JsonBody.of(json -> UsersResource.writeUser(json, admin)))
                .build();
    }
}
