package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.Posted;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.MaxBytes;
import org.chatboard.rest.rooms.Posting;
import org.chatboard.webhooks.IncomingHookService;
import org.jspecify.annotations.Nullable;

/** Where programs post to a room; open to whoever knows the address, and to nothing else about whoever calls. */
@Path("hooks")
@RequestScoped
@Produces(JsonBody.JSON)
public class HooksResource {

    private static final int MAX_BYTES = 65_536;

    @Inject
    IncomingHookService hooks;

    @Inject
    Posting posting;

    /** 201 with the stored message; 200 when the same client id had stored it before. */
    @POST
    @Path("{secret}")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> post(@PathParam("secret") String secret, @MaxBytes(MAX_BYTES) JsonFields fields) {
        String text = fields.text("text");
        Optional<UUID> clientId = fields.optionalId("clientId");
        @Nullable UUID replyTo = fields.optionalId("replyTo").orElse(null);
        fields.rejectUnknown();
        return posting.answer(hooks.post(secret, clientId, text, replyTo).thenApply(HooksResource::response));
    }

    private static Response response(Posted posted) {
        Response.ResponseBuilder answer = Response.status(posted.replayed() ? 200 : 201)
                .entity(JsonBody.of(json -> MessageJson.write(
                        json, "message", posted.message(), posted.message().senderId())));
        return (posted.replayed() ? answer.header("Idempotent-Replay", "true") : answer).build();
    }
}
