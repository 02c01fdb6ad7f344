package org.chatboard.rooms.groups;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in groups and channels, over the REST API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupRoomsIT {

    private final Map<String, Person> cast = new HashMap<>();
    private final Person dora = Person.carla();

    @BeforeAll
    void theyHaveAccounts() {
        cast.put("owner", Person.ida().joins());
        cast.put("moderator", Person.anna().joins());
        cast.put("member", Person.ben().joins());
        cast.put("stranger", Person.carla().joins());
        dora.joins();
    }

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
            String room = room(kind);
            String address = path.replace("{room}", "/api/v1/rooms/" + room).replace("{dora}", dora.username());
            for (Map.Entry<String, Person> one : cast.entrySet()) {
                address =
                        address.replace("{" + one.getKey() + "}", one.getValue().username());
            }
            String json = body == null
                    ? ""
                    : body.replace('\'', '"').replace("{new}", UUID.randomUUID().toString());
            HttpResponse<String> answer = person(role).sendJson(method, address, json);
            assertThat(answer.statusCode())
                    .as("%s by %s in %s: %s", method + " " + path, role, kind, answer.body())
                    .isEqualTo(status);
            if (status == 404 && role.equals("stranger")) {
                assertThat(answer.body()).contains("\"not_found\"").doesNotContain("Work of");
            }
        });
    }

    @Test
    void aNewRoomIsItsMakersAndTellsWhoIsIn() {
        Person owner = person("owner");
        HttpResponse<String> answer = create(
                owner, "CLOSED", "Work " + UUID.randomUUID(), person("member").username());
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonObject room = Json.object(answer.body());
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/api/v1/rooms/" + room.getString("id"));
        assertThat(room.getString("kind")).isEqualTo("CLOSED");
        assertThat(room.getString("role")).isEqualTo("OWNER");
        assertThat(room.getInt("memberCount")).isEqualTo(2);
        assertThat(room.getJsonArray("members").getValuesAs(JsonObject.class))
                .extracting(member -> member.getString("username") + " " + member.getString("role"))
                .containsExactly(owner.username() + " OWNER", person("member").username() + " MEMBER");
        assertThat(room.containsKey("topic")).isFalse();
        assertThat(person("member")
                        .json("/api/v1/rooms/" + room.getString("id"))
                        .getString("role"))
                .isEqualTo("MEMBER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'x'} | missing | kind",
                "{'kind':'DIRECT','name':'x'} | wrong_type | kind",
                "{'kind':'open','name':'x'} | wrong_type | kind",
                "{'kind':'CLOSED'} | missing | name",
                "{'kind':'CLOSED','name':'  '} | name_empty | name",
                "{'kind':'CLOSED','name':'a\\nb'} | name_invalid | name",
                "{'kind':'CLOSED','name':7} | wrong_type | name",
                "{'kind':'CLOSED','name':'x','members':'ben'} | wrong_type | members",
                "{'kind':'CLOSED','name':'x','members':[7]} | wrong_type | members",
                "{'kind':'CLOSED','name':'x','members':['nobody-at-all']} | not_found | members",
                "{'kind':'CLOSED','name':'x','colour':'red'} | unknown_field | colour",
            })
    void whatCannotBeARoomIsRefusedByName(String body, String code, String field) {
        HttpResponse<String> answer = person("owner").postJson("/api/v1/rooms", body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject error = Json.object(answer.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("field")).isEqualTo(field);
    }

    @Test
    void openChannelsHaveDifferentNamesWhileTheyAreInUse() {
        Person owner = person("owner");
        String name = "News of " + UUID.randomUUID();
        String first = id(create(owner, "OPEN", name));
        assertThat(create(person("member"), "OPEN", name.toUpperCase(java.util.Locale.ROOT))
                        .body())
                .contains("\"name_taken\"");
        String group = id(create(owner, "CLOSED", name));
        String other = id(create(owner, "OPEN", name + " too"));
        assertThat(patch(owner, other, "{\"name\":\"" + name + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(patch(owner, first, "{\"archived\":true}").statusCode()).isEqualTo(200);
        assertThat(patch(owner, other, "{\"name\":\"" + name + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(patch(owner, first, "{\"archived\":false}").body()).contains("\"name_taken\"");
        assertThat(patch(owner, first, "{\"archived\":false,\"name\":\"" + name + " again\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(patch(owner, group, "{\"name\":\"" + name + "\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anArchivedRoomCanBeReadAndNothingElse() {
        Person owner = person("owner");
        String room = room("OPEN");
        assertThat(say(owner, room, "before").statusCode()).isEqualTo(201);
        JsonObject archived =
                Json.object(patch(owner, room, "{\"archived\":true}").body());
        assertThat(archived.getString("archivedAt")).endsWith("Z");
        assertThat(say(owner, room, "after").body()).contains("\"room_archived\"");
        assertThat(patch(owner, room, "{\"topic\":\"x\"}").body()).contains("\"room_archived\"");
        assertThat(put(owner, room + "/members/" + dora.username(), "{}").body())
                .contains("\"room_archived\"");
        assertThat(put(dora, room + "/membership", "").body()).contains("\"room_archived\"");
        assertThat(texts(owner, room)).containsExactly("before");
        assertThat(person("member")
                        .sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(patch(owner, room, "{\"archived\":false}").body()).doesNotContain("archivedAt");
        assertThat(say(owner, room, "again").statusCode()).isEqualTo(201);
    }

    @Test
    void whoJoinsSeesAllThatWasSaidAndHasNothingUnread() {
        String room = room("OPEN");
        say(person("owner"), room, "one");
        say(person("owner"), room, "two");
        JsonObject joined = Json.object(put(dora, room + "/membership", "").body());
        assertThat(joined.getInt("unread")).isZero();
        assertThat(joined.getInt("lastReadSeq")).isEqualTo(2);
        assertThat(texts(dora, room)).containsExactly("one", "two");
        say(person("owner"), room, "three");
        JsonObject read = dora.json("/api/v1/rooms/" + room + "/read");
        assertThat(read.getInt("unread")).isEqualTo(1);
        assertThat(Json.object(put(dora, room + "/read", "{\"seq\":99}").body()).toString())
                .isEqualTo("{\"lastReadSeq\":3,\"lastSeq\":3,\"unread\":0}");
    }

    @Test
    void theLastOwnerStaysUntilTheyAreAlone() {
        Person owner = person("owner");
        String room = room("CLOSED");
        assertThat(owner.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .body())
                .contains("\"last_owner\"");
        assertThat(put(owner, room + "/members/" + owner.username(), "{\"role\":\"MEMBER\"}")
                        .body())
                .contains("\"last_owner\"");
        put(owner, room + "/members/" + person("member").username(), "{\"role\":\"OWNER\"}");
        assertThat(owner.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(owner.get("/api/v1/rooms/" + room).statusCode()).isEqualTo(404);
        Person last = person("member");
        last.sendJson(
                "DELETE",
                "/api/v1/rooms/" + room + "/members/" + person("moderator").username(),
                "");
        assertThat(last.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aChannelThatEverybodyHasLeftIsArchivedAndItsNameIsFree() {
        String name = "Left alone " + UUID.randomUUID();
        String room = id(create(dora, "OPEN", name));
        assertThat(dora.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(dora.json("/api/v1/rooms/" + room).getString("archivedAt")).isNotBlank();
        assertThat(create(dora, "OPEN", name).statusCode()).isEqualTo(201);
    }

    @Test
    void aRoomOfTwoIsNoGroup() {
        Person anna = person("moderator");
        assertThat(anna.get("/api/v1/users/" + dora.username() + "/room").statusCode())
                .isEqualTo(404);
        HttpResponse<String> opened = anna.sendJson("PUT", "/api/v1/users/" + dora.username() + "/room", "");
        assertThat(opened.statusCode()).isEqualTo(201);
        String room = id(opened);
        assertThat(anna.sendJson("PUT", "/api/v1/users/" + dora.username() + "/room", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(dora.json("/api/v1/users/" + anna.username() + "/room").getString("id"))
                .isEqualTo(room);
        assertThat(anna.get("/api/v1/users/nobody-at-all/room").statusCode()).isEqualTo(404);
        assertThat(anna.sendJson("PUT", "/api/v1/users/" + anna.username() + "/room", "")
                        .statusCode())
                .isEqualTo(400);
        for (HttpResponse<String> answer : List.of(
                patch(anna, room, "{\"name\":\"x\"}"),
                put(anna, room + "/members/" + person("owner").username(), "{}"),
                anna.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", ""),
                anna.sendJson("DELETE", "/api/v1/rooms/" + room + "/members/" + dora.username(), ""),
                put(anna, room + "/membership", ""))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThat(answer.body()).contains("\"direct_room\"");
        }
        assertThat(put(person("owner"), room + "/membership", "").statusCode()).isEqualTo(404);
    }

    @Test
    void channelsAreListedByNameAndFoundByPartsOfIt() {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        for (String name : List.of("beta", "Alpha", "gamma 100%", "delta")) {
            create(dora, "OPEN", mark + " " + name);
        }
        create(dora, "CLOSED", mark + " secret");
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = person("stranger")
                    .json("/api/v1/rooms?scope=open&limit=3&search=" + mark.toUpperCase(java.util.Locale.ROOT)
                            + "&cursor=" + cursor);
            page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(room -> {
                names.add(room.getString("name").substring(9));
                assertThat(room.getBoolean("joined")).isFalse();
                assertThat(room.getInt("memberCount")).isEqualTo(1);
            });
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertThat(names).containsExactly("Alpha", "beta", "delta", "gamma 100%");
        assertThat(dora.json("/api/v1/rooms?scope=open&search=" + mark + "%20GAMMA%20100%25")
                        .getJsonArray("items"))
                .hasSize(1);
        assertThat(dora.json("/api/v1/rooms?scope=open&search=%25%00_").getJsonArray("items"))
                .isEmpty();
        assertThat(dora.get("/api/v1/rooms?scope=open&cursor=%21").statusCode()).isEqualTo(400);
        assertThat(dora.get("/api/v1/rooms?scope=all").statusCode()).isEqualTo(400);
    }

    @Test
    void roomsComeNewestFirstPageByPageAndMembersInTheirOrder() {
        Person eva = Person.anna().joins();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, id(create(eva, "CLOSED", "Room " + i)));
        }
        say(eva, made.get(4), "the newest");
        made.add(0, made.remove(4));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = eva.json("/api/v1/rooms?limit=2&cursor=" + cursor);
            page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(room -> seen.add(room.getString("id")));
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(made);
        assertThat(eva.get("/api/v1/rooms?cursor=nonsense").statusCode()).isEqualTo(400);
        assertThat(eva.get("/api/v1/rooms?limit=201").body()).contains("limit_too_large");

        String room = room("CLOSED");
        List<String> members = new ArrayList<>();
        do {
            JsonObject page = person("owner").json("/api/v1/rooms/" + room + "/members?limit=1&cursor=" + cursor);
            page.getJsonArray("items")
                    .getValuesAs(JsonObject.class)
                    .forEach(member -> members.add(member.getString("username")));
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertThat(members)
                .containsExactly(
                        person("owner").username(),
                        person("moderator").username(),
                        person("member").username());
        assertThat(person("owner")
                        .get("/api/v1/rooms/" + room + "/members?cursor=1")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theSameRoomNobodyHasIsLikeTheRoomOfOthers() {
        String nowhere = UUID.randomUUID().toString();
        for (String room : List.of(nowhere, "not-an-id", room("CLOSED"))) {
            for (String method : List.of("GET", "PATCH")) {
                HttpResponse<String> answer =
                        dora.sendJson(method, "/api/v1/rooms/" + room, method.equals("GET") ? "" : "{\"name\":\"x\"}");
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(Json.object(answer.body()).getString("detail"))
                        .isEqualTo("There is no such room, or you are not a member of it.");
            }
        }
    }

    private Person person(String role) {
        Person person = cast.get(role);
        if (person == null) {
            throw new AssertionError("nobody is " + role);
        }
        return person;
    }

    /** A room with an owner, a moderator and a member. */
    private String room(String kind) {
        Person owner = person("owner");
        String room = id(create(
                owner,
                kind,
                "Work of " + UUID.randomUUID(),
                person("moderator").username(),
                person("member").username()));
        assertThat(put(owner, room + "/members/" + person("moderator").username(), "{\"role\":\"MODERATOR\"}")
                        .statusCode())
                .isEqualTo(200);
        return room;
    }

    private static HttpResponse<String> create(Person owner, String kind, String name, String... members) {
        String list =
                String.join(",", List.of(members).stream().map(Json::quoted).toList());
        return owner.postJson(
                "/api/v1/rooms",
                "{\"kind\":\"" + kind + "\",\"name\":" + Json.quoted(name) + ",\"members\":[" + list + "]}");
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.object(answer.body()).getString("id");
    }

    private static HttpResponse<String> say(Person person, String room, String text) {
        return person.postJson(
                "/api/v1/rooms/" + room + "/messages",
                "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":" + Json.quoted(text) + "}");
    }

    private static HttpResponse<String> patch(Person person, String room, String body) {
        return person.sendJson("PATCH", "/api/v1/rooms/" + room, body);
    }

    private static HttpResponse<String> put(Person person, String path, String body) {
        return person.sendJson("PUT", "/api/v1/rooms/" + path, body);
    }

    private static List<String> texts(Person reader, String room) {
        return reader
                .json("/api/v1/rooms/" + room + "/messages")
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(message -> message.getString("text"))
                .toList();
    }
}
