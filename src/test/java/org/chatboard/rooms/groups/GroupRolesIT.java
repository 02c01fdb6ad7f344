package org.chatboard.rooms.groups;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in groups and channels, over the REST API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupRolesIT {

    private final GroupCast cast = new GroupCast();
    private final Person dora = Person.carla().joins();

    /** One line for each thing to do and each kind of room: what owner, moderator, member and stranger are answered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CLOSED | GET    | {room}                       |                        | 200 | 200 | 200 | 404",
                "OPEN   | GET    | {room}                       |                        | 200 | 200 | 200 | 200",
                "CLOSED | GET    | {room}/members               |                        | 200 | 200 | 200 | 404",
                "OPEN   | GET    | {room}/members               |                        | 200 | 200 | 200 | 403",
                "CLOSED | GET    | {room}/messages              |                        | 200 | 200 | 200 | 404",
                "OPEN   | GET    | {room}/messages              |                        | 200 | 200 | 200 | 403",
                "CLOSED | GET    | {room}/read                  |                        | 200 | 200 | 200 | 404",
                "OPEN   | GET    | {room}/read                  |                        | 200 | 200 | 200 | 403",
                "CLOSED | PUT    | {room}/read                  | {'seq':1}              | 200 | 200 | 200 | 404",
                "OPEN   | PUT    | {room}/read                  | {'seq':1}              | 200 | 200 | 200 | 403",
                "CLOSED | POST   | {room}/messages              | {'clientId':'{new}','text':'Hi'} | 201 | 201 | 201 | 404",
                "OPEN   | POST   | {room}/messages              | {'clientId':'{new}','text':'Hi'} | 201 | 201 | 201 | 403",
                "CLOSED | PATCH  | {room}                       | {'name':'{new}'}       | 200 | 200 | 403 | 404",
                "OPEN   | PATCH  | {room}                       | {'topic':'Other'}      | 200 | 200 | 403 | 403",
                "CLOSED | PATCH  | {room}                       | {'archived':true}      | 200 | 403 | 403 | 404",
                "OPEN   | PATCH  | {room}                       | {'archived':true}      | 200 | 403 | 403 | 403",
                "CLOSED | PUT    | {room}/members/{dora}        | {}                     | 201 | 201 | 403 | 404",
                "OPEN   | PUT    | {room}/members/{dora}        | {}                     | 201 | 201 | 403 | 403",
                "CLOSED | PUT    | {room}/members/{dora}        | {'role':'MODERATOR'}   | 201 | 403 | 403 | 404",
                "CLOSED | PUT    | {room}/members/{member}      | {'role':'MODERATOR'}   | 200 | 403 | 403 | 404",
                "CLOSED | PUT    | {room}/members/{member}      | {'role':'MEMBER'}      | 200 | 200 | 403 | 404",
                "CLOSED | PUT    | {room}/members/{moderator}   | {'role':'OWNER'}       | 200 | 403 | 403 | 404",
                "CLOSED | DELETE | {room}/members/{moderator}   |                        | 204 | 204 | 403 | 404",
                "CLOSED | DELETE | {room}/members/{member}      |                        | 204 | 204 | 204 | 404",
                "OPEN   | DELETE | {room}/members/{member}      |                        | 204 | 204 | 204 | 403",
                "CLOSED | DELETE | {room}/members/{owner}       |                        | 409 | 403 | 403 | 404",
                "CLOSED | DELETE | {room}/members/{dora}        |                        | 404 | 404 | 403 | 404",
                "CLOSED | PUT    | {room}/membership            |                        | 200 | 200 | 200 | 404",
                "OPEN   | PUT    | {room}/membership            |                        | 200 | 200 | 200 | 201",
                "CLOSED | DELETE | {room}/membership            |                        | 409 | 204 | 204 | 404",
                "OPEN   | DELETE | {room}/membership            |                        | 409 | 204 | 204 | 403",
            })
    void everybodyMayDoWhatTheirRoleAllowsAndNothingElse(
            String kind, String method, String path, String body, int owner, int moderator, int member, int stranger) {
        Map<String, Integer> expected =
                Map.of("owner", owner, "moderator", moderator, "member", member, "stranger", stranger);
        expected.forEach((role, status) -> {
            String room = cast.room(kind);
            String address = path.replace("{room}", "/api/v1/rooms/" + room).replace("{dora}", dora.username());
            for (Map.Entry<String, Person> one : cast.all().entrySet()) {
                address =
                        address.replace("{" + one.getKey() + "}", one.getValue().username());
            }
            String json = body == null
                    ? ""
                    : body.replace('\'', '"').replace("{new}", UUID.randomUUID().toString());
            HttpResponse<String> answer = cast.person(role).sendJson(method, address, json);
            assertThat(answer.statusCode())
                    .as("%s by %s in %s: %s", method + " " + path, role, kind, answer.body())
                    .isEqualTo(status);
            if (status == 404 && role.equals("stranger")) {
                assertThat(answer.body()).contains("\"not_found\"").doesNotContain("Work of");
            }
        });
    }

    @Test
    void theLastOwnerStaysUntilTheyAreAlone() {
        Person owner = cast.person("owner");
        String room = cast.room("CLOSED");
        assertThat(owner.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .body())
                .contains("\"last_owner\"");
        assertThat(GroupCast.put(owner, room + "/members/" + owner.username(), "{\"role\":\"MEMBER\"}")
                        .body())
                .contains("\"last_owner\"");
        GroupCast.put(owner, room + "/members/" + cast.person("member").username(), "{\"role\":\"OWNER\"}");
        assertThat(owner.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(owner.get("/api/v1/rooms/" + room).statusCode()).isEqualTo(404);
        Person last = cast.person("member");
        last.sendJson(
                "DELETE",
                "/api/v1/rooms/" + room + "/members/" + cast.person("moderator").username(),
                "");
        assertThat(last.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void anArchivedRoomCanBeReadAndNothingElse() {
        Person owner = cast.person("owner");
        String room = cast.room("OPEN");
        JsonObject before = Json.object(GroupCast.say(owner, room, "before").body());
        String message = "/api/v1/messages/" + before.getJsonObject("message").getString("id");
        JsonObject archived =
                Json.object(GroupCast.patch(owner, room, "{\"archived\":true}").body());
        assertThat(archived.getString("archivedAt")).endsWith("Z");
        assertThat(GroupCast.say(owner, room, "after").body()).contains("\"room_archived\"");
        assertThat(GroupCast.patch(owner, room, "{\"topic\":\"x\"}").body()).contains("\"room_archived\"");
        assertThat(GroupCast.put(owner, room + "/members/" + dora.username(), "{}")
                        .body())
                .contains("\"room_archived\"");
        assertThat(GroupCast.put(dora, room + "/membership", "").body()).contains("\"room_archived\"");
        assertThat(owner.sendJson("PATCH", message, "{\"text\":\"other\"}").body())
                .contains("\"room_archived\"");
        assertThat(owner.sendJson("DELETE", message, "").body()).contains("\"room_archived\"");
        assertThat(GroupCast.texts(owner, room)).containsExactly("before");
        assertThat(cast.person("member")
                        .sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(GroupCast.patch(owner, room, "{\"archived\":false}").body()).doesNotContain("archivedAt");
        assertThat(GroupCast.say(owner, room, "again").statusCode()).isEqualTo(201);
    }

    @Test
    void whoJoinsSeesAllThatWasSaidAndHasNothingUnread() {
        String room = cast.room("OPEN");
        GroupCast.say(cast.person("owner"), room, "one");
        GroupCast.say(cast.person("owner"), room, "two");
        JsonObject joined =
                Json.object(GroupCast.put(dora, room + "/membership", "").body());
        assertThat(joined.getInt("unread")).isZero();
        assertThat(joined.getInt("lastReadSeq")).isEqualTo(2);
        assertThat(GroupCast.texts(dora, room)).containsExactly("one", "two");
        GroupCast.say(cast.person("owner"), room, "three");
        JsonObject read = dora.json("/api/v1/rooms/" + room + "/read");
        assertThat(read.getInt("unread")).isEqualTo(1);
        assertThat(Json.object(GroupCast.put(dora, room + "/read", "{\"seq\":99}")
                                .body())
                        .toString())
                .isEqualTo("{\"lastReadSeq\":3,\"lastSeq\":3,\"unread\":0}");
    }

    @Test
    void aChannelThatEverybodyHasLeftIsArchivedAndItsNameIsFree() {
        String name = "Left alone " + UUID.randomUUID();
        String room = GroupCast.id(GroupCast.create(dora, "OPEN", name));
        assertThat(dora.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(dora.json("/api/v1/rooms/" + room).getString("archivedAt")).isNotBlank();
        assertThat(GroupCast.create(dora, "OPEN", name).statusCode()).isEqualTo(201);
    }
}
