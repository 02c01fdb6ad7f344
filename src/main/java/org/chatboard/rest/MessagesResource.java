package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.Pair;
import org.chatboard.messages.revision.FormerText;
import org.chatboard.messages.revision.Revised;
import org.chatboard.platform.Deadlines;
import org.chatboard.platform.Ids;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Workers;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.rest.http.Tags;
import org.chatboard.rest.rooms.Posting;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;

/** One message: what it says, what it said before, changing and withdrawing it. */
@Path("messages")
@RequestScoped
@Produces(JsonBody.JSON)
public class MessagesResource {

    private static final int MAX_LIMIT = 200;

    @Inject
    CurrentCaller current;

    @Inject
    MessageService messages;

    @Inject
    Posting posting;

    @Inject
    Workers workers;

    @Inject
    Deadlines deadlines;

    /** A message of a room of the caller, with its entity tag; 304 when the caller has it already. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
        Caller caller = current.get();
        MessageView message = messages.find(caller, messageId(id));
        Pair pair = messages.pair(caller, message.roomId()).orElse(null);
        String tag = Tags.of(message.change(), pair != null && pair.hasRead(message));
        Response.ResponseBuilder answer = Tags.isKnown(headers, tag)
                ? Response.notModified()
                : Response.ok(JsonBody.of(json -> MessageJson.write(json, "message", message, caller.id(), pair)));
        return answer.header(HttpHeaders.ETAG, tag).build();
    }

    /** Makes an own message say something else; 412 when it is not any more what {@code If-Match} names. */
    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> edit(@PathParam("id") String id, @Context HttpHeaders headers, JsonFields fields) {
        Caller caller = current.get();
        UUID messageId = messageId(id);
        Long expected = Tags.expected(headers).orElse(null);
        String text = fields.text("text");
        fields.rejectUnknown();
        return revise(caller, () -> messages.edit(caller, messageId, text, expected));
    }

    /** Withdraws a message; what is left of it is the answer. */
    @DELETE
    @Path("{id}")
    public CompletionStage<Response> withdraw(@PathParam("id") String id, @Context HttpHeaders headers) {
        Caller caller = current.get();
        UUID messageId = messageId(id);
        Long expected = Tags.expected(headers).orElse(null);
        return revise(caller, () -> messages.withdraw(caller, messageId, expected));
    }

    private CompletionStage<Response> revise(Caller caller, Supplier<CompletionStage<Revised>> work) {
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(work, workers)
                .thenCompose(Function.identity())
                .thenApply(revised -> response(revised.message(), caller));
        deadlines.limit(answer);
        return posting.answer(answer);
    }

    private static Response response(MessageView message, Caller caller) {
        return Response.ok(JsonBody.of(json -> MessageJson.write(json, "message", message, caller.id())))
                .header(HttpHeaders.ETAG, Tags.of(message.change(), false))
                .build();
    }

    /** What a message said before, oldest first. */
    @GET
    @Path("{id}/revisions")
    public String former(
            @PathParam("id") String id,
            @QueryParam("cursor") @DefaultValue("0") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        Caller caller = current.get();
        int most = Limits.read("limit", limit, 1, MAX_LIMIT);
        List<FormerText> more = messages.listFormer(caller, messageId(id), Limits.number("cursor", cursor), most + 1);
        List<FormerText> found = more.subList(0, Math.min(most, more.size()));
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (FormerText former : found) {
                json.writeStartObject()
                        .write("change", former.change())
                        .write("text", former.text())
                        .write("writtenAt", former.writtenAt().toString())
                        .write("replacedAt", former.replacedAt().toString())
                        .write("replacedById", former.replacedById().toString())
                        .write("replacedBy", former.replacedBy())
                        .write("withdrawn", former.withdrawn())
                        .writeEnd();
            }
            json.writeEnd();
            if (more.size() > most) {
                json.write("nextCursor", String.valueOf(found.get(most - 1).change()));
            }
        });
    }

    private static UUID messageId(String id) {
        return Ids.parse(id).orElseThrow(() -> new NotFound("not_found", "There is no such message, or not for you."));
    }
}
