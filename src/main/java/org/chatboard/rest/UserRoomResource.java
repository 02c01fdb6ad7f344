package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.messages.MessageService;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.rooms.RoomBodies;
import org.chatboard.rooms.RoomService;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;

/** The room of the caller with one other person. */
@Path("users/{name}/room")
@RequestScoped
@Produces(JsonBody.JSON)
public class UserRoomResource {

    @Inject
    CurrentCaller current;

    @Inject
    MessageService messages;

    @Inject
    RoomService rooms;

    /** The room; 404 until somebody spoke, or opened it. */
    @GET
    public String get(@PathParam("name") String name) {
        Caller caller = current.get();
        return rooms.findDirect(caller, name)
                .map(roomId -> body(caller, roomId))
                .orElseThrow(RoomService::noSuchRoom);
    }

    /** The room, which comes into being when it is not there yet: 201 then, else 200. */
    @PUT
    public Response open(@PathParam("name") String name) {
        Caller caller = current.get();
        Optional<UUID> known = rooms.findDirect(caller, name);
        UUID roomId = rooms.direct(caller, name);
        return Response.status(known.isPresent() ? 200 : 201)
                .entity(body(caller, roomId))
                .build();
    }

    private String body(Caller caller, UUID roomId) {
        return messages.room(caller, roomId)
                .map(room -> RoomBodies.room(room, caller))
                .orElseThrow(RoomService::noSuchRoom);
    }
}
