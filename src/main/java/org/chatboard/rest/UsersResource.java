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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
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
import org.chatboard.presence.PersonPresence;
import org.chatboard.presence.PresenceService;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.rest.http.PersonJson;
import org.chatboard.rest.rooms.Posting;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.profile.ChosenStatus;
import org.chatboard.users.profile.Colleague;
import org.chatboard.users.profile.Picture;
import org.chatboard.users.profile.Profile;
import org.chatboard.users.profile.ProfileService;
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
    ProfileService profiles;

    @Inject
    PresenceService presence;

    @Inject
    Posting posting;

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
        List<Colleague> more = profiles.listColleagues(caller, search, after(cursor), most + 1);
        List<Colleague> found = more.subList(0, Math.min(most, more.size()));
        Map<UUID, PersonPresence> states = presence.presenceOf(
                found.stream().map(colleague -> colleague.user().id()).collect(Collectors.toSet()));
        long total = users.countColleagues(caller);
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (Colleague colleague : found) {
                json.writeStartObject();
                PersonJson.write(
                        json, colleague, states.getOrDefault(colleague.user().id(), PersonPresence.OFFLINE));
                json.writeEnd();
            }
            json.writeEnd().write("total", total);
            if (more.size() > most) {
                json.write("nextCursor", found.get(most - 1).user().id().toString());
            }
        });
    }

    /** A person as colleagues see them, named by user name or id. */
    @GET
    @Path("{name}")
    public String person(@PathParam("name") String name) {
        Profile profile = profiles.find(current.get(), name).orElseThrow(UsersResource::noSuchPerson);
        PersonPresence seen = presence.presenceOf(profile.user().id());
        boolean hides = profile.status().chosen() == ChosenStatus.INVISIBLE;
        return JsonBody.of(json -> {
            PersonJson.write(json, profile, seen);
            if (profile.lastSeenAt() != null && !hides) {
                json.write("lastSeenAt", profile.lastSeenAt().toString());
            }
        });
    }

    /** The picture of a person, a square PNG image. */
    @GET
    @Path("{name}/avatar")
    @Produces({"image/png", JsonBody.JSON})
    public Response picture(@PathParam("name") String name, @Context Request request) {
        Picture picture = profiles.findPicture(current.get(), name)
                .orElseThrow(() -> new NotFound("not_found", "There is no such person, or no picture of them."));
        EntityTag tag = new EntityTag(picture.version());
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = known == null ? Response.ok(picture.png(), "image/png") : known;
        return answer.tag(tag).header("Cache-Control", "private, max-age=86400").build();
    }

    /** Says something to a colleague, named by user name or id; otherwise like posting to a room. */
    @POST
    @Path("{name}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> post(@PathParam("name") String name, @Context UriInfo uri, JsonFields fields) {
        return posting.toPerson(current.get(), name, fields, uri.getBaseUri().getRawPath());
    }

    private static NotFound noSuchPerson() {
        return new NotFound("not_found", "There is no such person; check the user name.");
    }

    private static @Nullable UUID after(String cursor) {
        return cursor.isEmpty()
                ? null
                : Ids.parse(cursor)
                        .orElseThrow(() -> Invalid.field(
                                "cursor", "wrong_type", "cursor must be the nextCursor of the page before."));
    }
}
