package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.rest.rooms.RoomBodies;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomService;
import org.chatboard.rooms.groups.GroupService;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** Who is in a room. */
@Path("rooms/{id}/members")
@RequestScoped
@Produces(JsonBody.JSON)
public class RoomMembersResource {

    private static final int MAX_LIMIT = 200;

    @Inject
    CurrentCaller current;

    @Inject
    GroupService groups;

    /** The members of a room, in the order in which they came. */
    @GET
    public String list(
            @PathParam("id") String id,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = Limits.read("limit", limit, 1, MAX_LIMIT);
        return RoomBodies.members(groups.listMembers(current.get(), RoomsResource.roomId(id), cursor, most));
    }

    /** Brings somebody in (201) or gives a member another role (200). */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response invite(@PathParam("id") String id, @PathParam("name") String name, JsonFields fields) {
        Caller caller = current.get();
        UUID roomId = RoomsResource.roomId(id);
        @Nullable
        MemberRole role = fields.optionalChoice("role", MemberRole.class).orElse(null);
        fields.rejectUnknown();
        boolean isNew = groups.invite(caller, roomId, name, role);
        String body =
                groups.findMember(caller, roomId, name).map(RoomBodies::member).orElseThrow(RoomService::noSuchPerson);
        return Response.status(isNew ? 201 : 200).entity(body).build();
    }

    /** Sends a member away; naming oneself is leaving. */
    @DELETE
    @Path("{name}")
    public void remove(@PathParam("id") String id, @PathParam("name") String name) {
        groups.remove(current.get(), RoomsResource.roomId(id), name);
    }
}
