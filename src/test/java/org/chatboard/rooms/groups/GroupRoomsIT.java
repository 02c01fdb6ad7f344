package org.chatboard.rooms.groups;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What groups and channels are called, and how they are listed, over the REST API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupRoomsIT {

    private final GroupCast cast = new GroupCast();
    private final Person dora = Person.carla().joins();

    @Test
    void aNewRoomIsItsMakersAndTellsWhoIsIn() {
        Person owner = cast.person("owner");
        HttpResponse<String> answer = GroupCast.create(
                owner,
                "CLOSED",
                "Work " + UUID.randomUUID(),
                cast.person("member").username());
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonObject room = Json.object(answer.body());
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/api/v1/rooms/" + room.getString("id"));
        assertThat(room.getString("kind")).isEqualTo("CLOSED");
        assertThat(room.getString("role")).isEqualTo("OWNER");
        assertThat(room.getInt("memberCount")).isEqualTo(2);
        assertThat(room.getJsonArray("members").getValuesAs(JsonObject.class))
                .extracting(member -> member.getString("username") + " " + member.getString("role"))
                .containsExactly(
                        owner.username() + " OWNER", cast.person("member").username() + " MEMBER");
        assertThat(room.containsKey("topic")).isFalse();
        assertThat(cast.person("member")
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
        HttpResponse<String> answer = cast.person("owner").postJson("/api/v1/rooms", body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject error = Json.object(answer.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("field")).isEqualTo(field);
    }

    @Test
    void openChannelsHaveDifferentNamesWhileTheyAreInUse() {
        Person owner = cast.person("owner");
        String name = "News of " + UUID.randomUUID();
        String first = GroupCast.id(GroupCast.create(owner, "OPEN", name));
        assertThat(GroupCast.create(cast.person("member"), "OPEN", name.toUpperCase(java.util.Locale.ROOT))
                        .body())
                .contains("\"name_taken\"");
        String group = GroupCast.id(GroupCast.create(owner, "CLOSED", name));
        String other = GroupCast.id(GroupCast.create(owner, "OPEN", name + " too"));
        assertThat(GroupCast.patch(owner, other, "{\"name\":\"" + name + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(GroupCast.patch(owner, first, "{\"archived\":true}").statusCode())
                .isEqualTo(200);
        assertThat(GroupCast.patch(owner, other, "{\"name\":\"" + name + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(GroupCast.patch(owner, first, "{\"archived\":false}").body()).contains("\"name_taken\"");
        assertThat(GroupCast.patch(owner, first, "{\"archived\":false,\"name\":\"" + name + " again\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(GroupCast.patch(owner, group, "{\"name\":\"" + name + "\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRoomOfTwoIsNoGroup() {
        Person anna = cast.person("moderator");
        assertThat(anna.get("/api/v1/users/" + dora.username() + "/room").statusCode())
                .isEqualTo(404);
        HttpResponse<String> opened = anna.sendJson("PUT", "/api/v1/users/" + dora.username() + "/room", "");
        assertThat(opened.statusCode()).isEqualTo(201);
        String room = GroupCast.id(opened);
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
                GroupCast.patch(anna, room, "{\"name\":\"x\"}"),
                GroupCast.put(anna, room + "/members/" + cast.person("owner").username(), "{}"),
                anna.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", ""),
                anna.sendJson("DELETE", "/api/v1/rooms/" + room + "/members/" + dora.username(), ""),
                GroupCast.put(anna, room + "/membership", ""))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThat(answer.body()).contains("\"direct_room\"");
        }
        assertThat(GroupCast.put(cast.person("owner"), room + "/membership", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void channelsAreListedByNameAndFoundByPartsOfIt() {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        for (String name : List.of("beta", "Alpha", "gamma 100%", "delta")) {
            GroupCast.create(dora, "OPEN", mark + " " + name);
        }
        GroupCast.create(dora, "CLOSED", mark + " secret");
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = cast.person("stranger")
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
            made.add(0, GroupCast.id(GroupCast.create(eva, "CLOSED", "Room " + i)));
        }
        GroupCast.say(eva, made.get(4), "the newest");
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

        String room = cast.room("CLOSED");
        List<String> members = new ArrayList<>();
        do {
            JsonObject page = cast.person("owner").json("/api/v1/rooms/" + room + "/members?limit=1&cursor=" + cursor);
            page.getJsonArray("items")
                    .getValuesAs(JsonObject.class)
                    .forEach(member -> members.add(member.getString("username")));
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertThat(members)
                .containsExactly(
                        cast.person("owner").username(),
                        cast.person("moderator").username(),
                        cast.person("member").username());
        assertThat(cast.person("owner")
                        .get("/api/v1/rooms/" + room + "/members?cursor=1")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theSameRoomNobodyHasIsLikeTheRoomOfOthers() {
        String nowhere = UUID.randomUUID().toString();
        for (String room : List.of(nowhere, "not-an-id", cast.room("CLOSED"))) {
            for (String method : List.of("GET", "PATCH")) {
                HttpResponse<String> answer =
                        dora.sendJson(method, "/api/v1/rooms/" + room, method.equals("GET") ? "" : "{\"name\":\"x\"}");
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(Json.object(answer.body()).getString("detail"))
                        .isEqualTo("There is no such room, or you are not a member of it.");
            }
        }
    }
}
