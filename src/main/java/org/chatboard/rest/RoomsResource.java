package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.chatboard.messages.ChangesPage;
import org.chatboard.messages.HistoryPage;
import org.chatboard.messages.HistoryQuery;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.Pair;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.rest.rooms.Posting;
import org.chatboard.rest.rooms.RoomBodies;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.RoomService;
import org.chatboard.rooms.groups.GroupEdit;
import org.chatboard.rooms.groups.GroupService;
import org.chatboard.rooms.groups.NewGroup;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;

/** Rooms of the caller and what was said there. */
@Path("rooms")
@RequestScoped
@Produces(JsonBody.JSON)
public class RoomsResource {

    private static final int MAX_LIMIT = 200;
    private static final int MAX_SEARCH = 200;

    @Inject
    CurrentCaller current;

    @Inject
    MessageService messages;

    @Inject
    RoomService rooms;

    @Inject
    GroupService groups;

    @Inject
    Posting posting;

    /** The caller's rooms, newest activity first; with {@code scope=open} the channels that everybody may join, by name. */
    @GET
    public String list(
            @QueryParam("scope") @DefaultValue("mine") String scope,
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        Caller caller = current.get();
        int most = Limits.read("limit", limit, 1, MAX_LIMIT);
        if (scope.equals("open")) {
            return RoomBodies.channels(groups.listOpen(caller, checked(search), cursor, most));
        }
        if (!scope.equals("mine")) {
            throw Invalid.field("scope", "wrong_type", "scope must be mine or open.");
        }
        if (!search.isEmpty()) {
            throw Invalid.field("search", "unknown_field", "search is known with scope=open only.");
        }
        return RoomBodies.rooms(messages.overview(caller, cursor, most), caller);
    }

    /** Makes a group or a channel, whose owner is the caller. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Context UriInfo uri, JsonFields fields) {
        Caller caller = current.get();
        NewGroup asked = new NewGroup(
                fields.optionalChoice("kind", RoomKind.class)
                        .orElseThrow(() -> Invalid.field("kind", "missing", "The field \"kind\" is needed.")),
                fields.text("name"),
                fields.optionalText("topic").orElse(""),
                fields.optionalTexts("members", NewGroup.MOST_MEMBERS).orElse(List.of()));
        fields.rejectUnknown();
        UUID id = groups.create(caller, asked);
        return Response.status(201)
                .header("Location", uri.getBaseUri().getRawPath() + "rooms/" + id)
                .entity(room(caller, id))
                .build();
    }

    /** A room of the caller, or what everybody may see of an open channel. */
    @GET
    @Path("{id}")
    public String get(@PathParam("id") String id) {
        Caller caller = current.get();
        UUID roomId = roomId(id);
        return messages.room(caller, roomId)
                .map(room -> RoomBodies.room(room, caller))
                .or(() -> groups.findChannel(caller, roomId).map(RoomBodies::channel))
                .orElseThrow(RoomService::noSuchRoom);
    }

    /** Names, describes, archives a room or takes it back into use. */
    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public String edit(@PathParam("id") String id, JsonFields fields) {
        Caller caller = current.get();
        GroupEdit edit = new GroupEdit(
                fields.optionalText("name").orElse(null),
                fields.optionalText("topic").orElse(null),
                fields.optionalFlag("archived").orElse(null));
        fields.rejectUnknown();
        UUID roomId = roomId(id);
        groups.edit(caller, roomId, edit);
        return room(caller, roomId);
    }

    /** Joins an open channel: 201, or 200 when the caller is in it already. */
    @PUT
    @Path("{id}/membership")
    public Response join(@PathParam("id") String id) {
        Caller caller = current.get();
        UUID roomId = roomId(id);
        boolean isNew = groups.join(caller, roomId);
        return Response.status(isNew ? 201 : 200).entity(room(caller, roomId)).build();
    }

    /** Leaves a room. */
    @DELETE
    @Path("{id}/membership")
    public void leave(@PathParam("id") String id) {
        groups.leave(current.get(), roomId(id));
    }

    /** How far the caller has read. */
    @GET
    @Path("{id}/read")
    public String read(@PathParam("id") String id) {
        Caller caller = current.get();
        rooms.access(caller, roomId(id));
        return messages.room(caller, roomId(id)).map(RoomBodies::read).orElseThrow(RoomService::noSuchRoom);
    }

    /** The caller has read up to a message. */
    @PUT
    @Path("{id}/read")
    @Consumes(MediaType.APPLICATION_JSON)
    public String markRead(@PathParam("id") String id, JsonFields fields) {
        long seq = fields.count("seq");
        fields.rejectUnknown();
        rooms.markRead(current.get(), roomId(id), seq);
        return read(id);
    }

    private String room(Caller caller, UUID roomId) {
        return messages.room(caller, roomId)
                .map(room -> RoomBodies.room(room, caller))
                .orElseThrow(RoomService::noSuchRoom);
    }

    private static String checked(String search) {
        if (search.length() > MAX_SEARCH) {
            throw Invalid.field("search", "too_long", "search must not be longer than " + MAX_SEARCH + " characters.");
        }
        return search;
    }

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

    static UUID roomId(String id) {
        return Ids.parse(id).orElseThrow(RoomService::noSuchRoom);
    }
}
