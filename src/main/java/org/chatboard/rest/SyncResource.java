package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.RoomSummary;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.presence.PersonPresence;
import org.chatboard.presence.PresenceService;
import org.chatboard.presence.PresenceState;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.PersonJson;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Everything a client shows at first, as the greeting of the live connection tells it. */
@Path("sync")
@RequestScoped
@Produces(JsonBody.JSON)
public class SyncResource {

    @Inject
    CurrentCaller current;

    @Inject
    UserService users;

    @Inject
    MessageService messages;

    @Inject
    PresenceService presence;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /** The caller, the caller's rooms with their counters, and who of them is here. */
    @GET
    public String sync() {
        Caller caller = current.get();
        UserView user = users.find(caller.id())
                .orElseThrow(() -> new NotFound("not_found", "This account does not exist any more."));
        List<RoomSummary> rooms = messages.overview(caller);
        Set<UUID> people =
                rooms.stream().flatMap(room -> room.acquaintances().stream()).collect(Collectors.toSet());
        Map<UUID, PersonPresence> states = presence.presenceOf(people);
        return JsonBody.of(json -> {
            json.writeStartObject("user");
            PersonJson.write(json, user);
            json.writeEnd()
                    .write("serverTime", time.now().toString())
                    .write("heartbeat", settings.duration(Setting.HEARTBEAT).toSeconds())
                    .writeStartArray("rooms");
            rooms.forEach(room -> MessageJson.write(json, null, room, caller.id()));
            json.writeEnd().writeStartArray("presence");
            states.forEach((userId, seen) -> {
                if (seen.state() != PresenceState.OFFLINE) {
                    json.writeStartObject()
                            .write("userId", userId.toString())
                            .write("state", seen.state().wireName());
                    if (seen.text() != null) {
                        json.write("text", seen.text());
                    }
                    json.writeEnd();
                }
            });
            json.writeEnd();
        });
    }
}
