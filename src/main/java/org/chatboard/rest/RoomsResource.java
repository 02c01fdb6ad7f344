package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.chatboard.messages.ChangesPage;
import org.chatboard.messages.HistoryPage;
import org.chatboard.messages.HistoryQuery;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.Pair;
import org.chatboard.platform.Ids;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;

/** Rooms of the caller and what was said there. */
@Path("rooms")
@RequestScoped
@Produces(JsonBody.JSON)
public class RoomsResource {

    @Inject
    CurrentCaller current;

    @Inject
    MessageService messages;

    @Inject
    Posting posting;

    /** Part of a room's history around an anchor, which is itself included. */
    @GET
    @Path("{id}/messages")
    public String messages(
            @PathParam("id") String id,
            @QueryParam("anchor") @DefaultValue("newest") String anchor,
            @QueryParam("before") @DefaultValue("50") String before,
            @QueryParam("after") @DefaultValue("0") String after) {
        Caller caller = current.get();
        HistoryQuery query = new HistoryQuery(
                anchor,
                Limits.read("before", before, 0, HistoryQuery.MAX),
                Limits.read("after", after, 0, HistoryQuery.MAX));
        HistoryPage page = messages.history(caller, roomId(id), query);
        Pair pair = messages.pair(caller, roomId(id)).orElse(null);
        return JsonBody.of(json -> {
            MessageJson.write(json, "messages", page.messages(), caller.id(), pair);
            json.write("foundOldest", page.foundOldest())
                    .write("foundNewest", page.foundNewest())
                    .write("lastSeq", page.lastSeq());
        });
    }

    /** What changed after a point: new messages, edits and withdrawals. */
    @GET
    @Path("{id}/changes")
    public String changes(@PathParam("id") String id, @QueryParam("after") @DefaultValue("0") String after) {
        Caller caller = current.get();
        ChangesPage page = messages.changes(caller, roomId(id), Limits.number("after", after));
        return JsonBody.of(json -> {
            MessageJson.write(json, "messages", page.messages(), caller.id());
            json.write("upTo", page.upTo()).write("more", page.more());
        });
    }

    /** 201 with the stored message; 200 when the same client id had stored it before. */
    @POST
    @Path("{id}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> post(@PathParam("id") String id, @Context UriInfo uri, JsonFields fields) {
        return posting.inRoom(
                current.get(), roomId(id), fields, uri.getBaseUri().getRawPath());
    }

    private static UUID roomId(String id) {
        return Ids.parse(id)
                .orElseThrow(() -> new NotFound("not_found", "There is no such room, or you are not a member of it."));
    }
}
