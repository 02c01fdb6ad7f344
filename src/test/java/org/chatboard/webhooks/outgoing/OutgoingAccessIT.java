package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.webhooks.Hooks;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may have other servers told, and where they may be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutgoingAccessIT {

    private static final String NOWHERE = "http://127.0.0.1:9/";

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.carla();
    private final Person ida = Person.ida();
    private UUID room = new UUID(0, 0);

    @BeforeAll
    void annaHasARoomWithBen() {
        anna.joins();
        ben.joins();
        carla.joins();
        ida.signUp();
        Sql.promote(ida);
        ida.signIn();
        room = Sql.room("CLOSED", anna);
        Sql.join(room, ben, "MEMBER");
    }

    @Test
    void onlyWhoLooksAfterTheRoomHasOthersTold() {
        JsonObject hook = new Hooks(anna).outgoing(room, NOWHERE);
        String path = "outgoing/" + hook.getString("id");
        assertThat(code(ben, room, NOWHERE)).isEqualTo("403 not_a_moderator");
        assertThat(code(carla, room, NOWHERE)).isEqualTo("404 not_found");
        for (Person stranger : List.of(ben, carla)) {
            Hooks theirs = new Hooks(stranger);
            assertThat(stranger.json(Hooks.API + "outgoing").getJsonArray("items"))
                    .isEmpty();
            assertThat(theirs.send("PATCH", path, "{\"enabled\":false}").statusCode())
                    .isEqualTo(404);
            assertThat(theirs.send("DELETE", path, null).statusCode()).isEqualTo(404);
            assertThat(theirs.send("GET", path + "/deliveries", null).statusCode())
                    .isEqualTo(404);
            assertThat(theirs.send("POST", path + "/deliveries", "{\"replayOf\":\"" + UUID.randomUUID() + "\"}")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(ida.json(Hooks.API + "outgoing?limit=200")
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class))
                .anyMatch(
                        listed -> listed.getString("id").equals(hook.getString("id")) && !listed.containsKey("secret"));
        assertThat(new Hooks(ida).send("DELETE", path, null).statusCode()).isEqualTo(204);
    }

    @Test
    void whatTwoPeopleSayGoesNowhereElse() {
        String direct;
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            direct = socket.say(ben, "Hi").getString("roomId");
        }
        assertThat(code(anna, UUID.fromString(direct), NOWHERE)).isEqualTo("409 direct_room");
        assertThat(code(ida, UUID.fromString(direct), NOWHERE)).isEqualTo("404 not_found");
    }

    @Test
    void onlyWhereTheAdministratorsAllowIt() {
        for (String url : List.of(
                "https://example.org/",
                "http://127.0.0.2/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/")) {
            assertThat(code(anna, room, url)).as(url).isEqualTo("400 host_not_allowed");
        }
        for (String url : List.of(
                "",
                "ftp://127.0.0.1/",
                "http://user@127.0.0.1/",
                "http://127.0.0.1@evil.example/x#",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://0177.0.0.1/",
                "http://127.0.0.1./",
                "http://127.0.0.1:0/",
                "http://127.0.0.1:99999/",
                "http://127.0.0.1/" + "x".repeat(1_000))) {
            assertThat(code(anna, room, url)).as(url).isEqualTo("400 invalid_url");
        }
    }

    @Test
    void bodiesAreReadStrictly() {
        JsonObject hook = new Hooks(anna).outgoing(room, NOWHERE);
        Map<String, String> wrong = Map.of(
                "{\"enabled\":\"yes\"}", "wrong_type",
                "{\"enabled\":1}", "wrong_type",
                "{\"url\":7}", "wrong_type",
                "{\"url\":\"http://10.0.0.1/\"}", "host_not_allowed",
                "{\"events\":[]}", "unknown_event",
                "{\"events\":[\"message.read\"]}", "unknown_event",
                "{\"events\":\"message.posted\"}", "wrong_type",
                "{\"events\":[7]}", "wrong_type",
                "{\"secret\":\"mine\"}", "unknown_field",
                "{\"enabled\":null}", "bad_json");
        wrong.forEach((body, code) -> {
            HttpResponse<String> answer = new Hooks(anna).send("PATCH", "outgoing/" + hook.getString("id"), body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(Json.object(answer.body()).getString("code")).as(body).isEqualTo(code);
        });
        HttpResponse<String> kept = new Hooks(anna).send("PATCH", "outgoing/" + hook.getString("id"), "{}");
        assertThat(Json.object(kept.body()).getString("url")).isEqualTo(NOWHERE);
        assertThat(new Hooks(anna).send("PATCH", "outgoing/7", "{}").statusCode())
                .isEqualTo(404);
        new Hooks(anna).send("DELETE", "outgoing/" + hook.getString("id"), null);
    }

    private static String code(Person person, UUID room, String url) {
        HttpResponse<String> answer = person.postJson(
                Hooks.API + "outgoing", "{\"roomId\":\"" + room + "\",\"url\":" + Json.quoted(url) + "}");
        return answer.statusCode() + " "
                + (answer.statusCode() < 300 ? "" : Json.object(answer.body()).getString("code"));
    }
}
