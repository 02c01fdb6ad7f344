package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.presence.PresenceService;
import org.chatboard.presence.PresenceState;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** The directory of people. */
@Path("users")
@RequestScoped
@Produces(JsonBody.JSON)
public class UsersResource {

    private static final int MAX_LIMIT = 200;
    private static final int MAX_SEARCH = 200;

    @Inject
    CurrentCaller current;

    @Inject
    UserService users;

    @Inject
    PresenceService presence;

    @Inject
    Posting posting;

    /** Who is signed in; a client whose socket was closed asks here whether it should come back. */
    @GET
    @Path("me")
    public String me() {
        Caller caller = current.get();
        UserView user = users.find(caller.id())
                .orElseThrow(() -> new NotFound("not_found", "This account does not exist any more."));
        return JsonBody.of(json -> {
            writeUser(json, user);
            json.writeStartArray("roles");
            caller.roles().stream().sorted().forEach(role -> json.write(role.containerName()));
            json.writeEnd();
        });
    }

    /** Colleagues by name, page by page; those whose name or user name contains a text. */
    @GET
    public String list(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        Caller caller = current.get();
        if (search.length() > MAX_SEARCH) {
            throw Invalid.field("search", "too_long", "search must not be longer than " + MAX_SEARCH + " characters.");
        }
        int most = Limits.read("limit", limit, 1, MAX_LIMIT);
        List<UserView> more = users.listColleagues(caller, search, after(cursor), most + 1);
        List<UserView> found = more.subList(0, Math.min(most, more.size()));
        Map<UUID, PresenceState> states =
                presence.stateOf(found.stream().map(UserView::id).collect(Collectors.toSet()));
        long total = users.countColleagues(caller);
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (UserView user : found) {
                json.writeStartObject();
                writeUser(json, user);
                json.write(
                        "presence",
                        states.getOrDefault(user.id(), PresenceState.OFFLINE).wireName());
                json.writeEnd();
            }
            json.writeEnd().write("total", total);
            if (more.size() > most) {
                json.write("nextCursor", found.get(most - 1).id().toString());
            }
        });
    }

    /** Says something to a colleague, named by user name or id; otherwise like posting to a room. */
    @POST
    @Path("{name}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> post(@PathParam("name") String name, @Context UriInfo uri, JsonFields fields) {
        return posting.toPerson(current.get(), name, fields, uri.getBaseUri().getRawPath());
    }

    private static @Nullable UUID after(String cursor) {
        return cursor.isEmpty()
                ? null
                : Ids.parse(cursor)
                        .orElseThrow(() -> Invalid.field(
                                "cursor", "wrong_type", "cursor must be the nextCursor of the page before."));
    }

    static void writeUser(JsonGenerator json, UserView user) {
        json.write("id", user.id().toString())
                .write("username", user.username())
                .write("name", user.displayName());
    }
}
