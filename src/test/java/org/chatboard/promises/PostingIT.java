package org.chatboard.promises;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs post over REST by the same rules as people over the socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostingIT {

    /** Below what somebody may post at once. */
    private static final int BURST = 25;

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private String room = "";

    @BeforeAll
    void annaAndBenHaveARoom() {
        anna.joins();
        ben.joins();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            room = socket.say(ben, "Hi").getString("roomId");
        }
    }

    @Test
    void whatAProgramPostsIsStoredAndReachesEverybody() {
        UUID clientId = UUID.randomUUID();
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            HttpResponse<String> answer = post(anna, clientId, "by program");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Idempotent-Replay")).isEmpty();
            JsonObject message = Json.object(answer.body()).getJsonObject("message");
            assertThat(message.getString("clientId")).isEqualTo(clientId.toString());
            assertThat(annas.acknowledged(clientId).getJsonObject("message")).isEqualTo(message);
            assertThat(bens.heard("by program").getString("id")).isEqualTo(message.getString("id"));

            String location = answer.headers().firstValue("Location").orElseThrow();
            URI address = ChatServer.shared().url("/").resolve(location);
            JsonObject page =
                    Json.object(anna.send(HttpRequest.newBuilder(address)).body());
            assertThat(page.getJsonArray("messages").getValuesAs(Json::said)).containsExactly(message);
        }
    }

    @Test
    void theSameClientIdGivesTheFirstAnswerAgain() {
        UUID clientId = UUID.randomUUID();
        HttpResponse<String> first = post(anna, clientId, "once\r\n");
        HttpResponse<String> again = post(anna, clientId, "once ");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(again.headers().firstValue("Idempotent-Replay")).hasValue("true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void theSameClientIdForAnotherMessageIsAConflict() {
        UUID clientId = UUID.randomUUID();
        String other = room(ben, Person.carla().joins());
        String mine = post(anna, clientId, "one").body();
        String reply = Json.object(mine).getJsonObject("message").getString("id");
        expectProblem(post(anna, clientId, "two"), 409, "idempotency_conflict");
        expectProblem(postTo(ben.username(), clientId, "three"), 409, "idempotency_conflict");
        expectProblem(
                anna.postJson(messages(room), body(clientId, "one").replace("}", ",\"replyTo\":\"" + reply + "\"}")),
                409,
                "idempotency_conflict");
        assertThat(post(anna, clientId, "one").body()).isEqualTo(mine);

        UUID bens = UUID.randomUUID();
        assertThat(post(ben, bens, "same text").statusCode()).isEqualTo(201);
        expectProblem(ben.postJson(messages(other), body(bens, "same text")), 409, "idempotency_conflict");
    }

    /** Whoever comes back sends again what may be there, and new things right behind it: the log stores them together. */
    @Test
    void whatIsSentAgainBesideNewThingsLeavesNoHole() {
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            List<UUID> known =
                    IntStream.range(0, BURST).mapToObj(n -> UUID.randomUUID()).toList();
            known.forEach(id -> socket.send(Json.postIn(room, id, "known")));
            known.forEach(socket::acknowledged);
            List<UUID> fresh =
                    IntStream.range(0, BURST).mapToObj(n -> UUID.randomUUID()).toList();
            for (int n = 0; n < BURST; n++) {
                socket.send(Json.postIn(room, fresh.get(n), "new"));
                socket.send(Json.postIn(room, known.get(n), "known"));
            }
            long first = seq(socket.acknowledged(known.get(0)));
            for (int n = 0; n < BURST; n++) {
                assertThat(seq(socket.acknowledged(fresh.get(n)))).isEqualTo(first + BURST + n);
            }
            UUID last = UUID.randomUUID();
            socket.send(Json.postIn(room, last, "behind all of them"));
            assertThat(seq(socket.acknowledged(last))).isEqualTo(first + 2 * BURST);
        }
    }

    private static long seq(JsonObject answer) {
        return answer.getJsonObject("message").getInt("seq");
    }

    @Test
    void aMessageToAPersonOpensTheirRoom() {
        Person carla = Person.carla().joins();
        UUID clientId = UUID.randomUUID();
        try (ChatSocket carlas = ChatSocket.greeted(carla)) {
            HttpResponse<String> answer = postTo(carla.username(), clientId, "Welcome");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            JsonObject message = Json.object(answer.body()).getJsonObject("message");
            assertThat(message.getInt("seq")).isEqualTo(1);
            assertThat(carlas.await("room.opened").getJsonObject("room").getString("id"))
                    .isEqualTo(message.getString("roomId"));
            assertThat(carlas.heard("Welcome").getString("id")).isEqualTo(message.getString("id"));
            assertThat(postTo(carla.id().toString(), clientId, "Welcome").statusCode())
                    .isEqualTo(200);
        }
        expectProblem(postTo("nobody-at-all", UUID.randomUUID(), "Hi"), 404, "not_found");
        expectProblem(postTo(anna.username(), UUID.randomUUID(), "Hi"), 400, "to_oneself");
    }

    @Test
    void whoIsNotAMemberSeesNoRoom() {
        Person carla = Person.carla().joins();
        expectProblem(post(carla, UUID.randomUUID(), "me too"), 404, "not_found");
        expectProblem(anna.postJson(messages(UUID.randomUUID().toString()), body(UUID.randomUUID(), "x")), 404, "*");
        expectProblem(anna.postJson(messages("no-id"), body(UUID.randomUUID(), "x")), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | bad_json",
                "null | bad_json",
                "[] | bad_json",
                "{\"z\":[ | bad_json",
                "{\"clientId\":\"ID\",\"text\":\"x\"} {} | bad_json",
                "{\"clientId\":\"ID\"} | missing",
                "{\"text\":\"x\"} | missing",
                "{\"clientId\":\"1\",\"text\":\"x\"} | wrong_type",
                "{\"clientId\":\"ID\",\"text\":7} | wrong_type",
                "{\"clientId\":\"ID\",\"text\":\"  \"} | text_empty",
                "{\"clientId\":\"ID\",\"text\":\"a\\u0000b\"} | text_invalid",
                "{\"clientId\":\"ID\",\"text\":\"\\ud800\"} | text_invalid",
                "{\"clientId\":\"ID\",\"text\":\"LONG\"} | text_too_long",
                "{\"clientId\":\"ID\",\"text\":\"x\",\"seq\":1} | unknown_field",
                "{\"clientId\":\"ID\",\"text\":\"x\",\"to\":\"ben\"} | unknown_field",
                "{\"clientId\":\"ID\",\"text\":\"x\",\"replyTo\":\"ID\"} | not_found"
            })
    void whatCannotBeStoredIsRefusedWithItsReason(String body, String code) {
        String sent = body.replace("ID", UUID.randomUUID().toString()).replace("LONG", "x".repeat(10_001));
        expectProblem(anna.postJson(messages(room), sent), 400, code);
    }

    @Test
    void anotherKindOfBodyIsRefused() {
        String body = body(UUID.randomUUID(), "x");
        expectProblem(send("text/plain", body.getBytes(UTF_8)), 415, "*");
        expectProblem(send("application/x-www-form-urlencoded", "text=x".getBytes(UTF_8)), 415, "*");
        expectProblem(send("application/json;charset=utf-16", body.getBytes(UTF_16)), 415, "*");
        expectProblem(send("application/json", body.getBytes(UTF_16)), 400, "bad_json");
        expectProblem(send("application/json", new byte[] {'{', '"', (byte) 0xc3, '"', '}'}), 400, "bad_json");
        expectProblem(
                send(
                        "application/json",
                        body(UUID.randomUUID(), "x".repeat(300_000)).getBytes(UTF_8)),
                413,
                "*");
        assertThat(send("application/json; charset=UTF-8", body.getBytes(UTF_8)).statusCode())
                .isEqualTo(201);
    }

    @Test
    void onlyWhoIsSignedInPostsAndNoForeignPage() {
        expectProblem(new Visitor().postJson(messages(room), body(UUID.randomUUID(), "x")), 401, "unauthenticated");
        HttpResponse<String> foreign =
                anna.send(HttpRequest.newBuilder(ChatServer.shared().url(messages(room)))
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString(body(UUID.randomUUID(), "in Anna's name"))));
        expectProblem(foreign, 403, "foreign_origin");
        assertThat(anna.get(messages(room)).body()).doesNotContain("in Anna's name");
    }

    private HttpResponse<String> post(Person from, UUID clientId, String text) {
        return from.postJson(messages(room), body(clientId, text));
    }

    private HttpResponse<String> postTo(String name, UUID clientId, String text) {
        return anna.postJson("/api/v1/users/" + name + "/messages", body(clientId, text));
    }

    private HttpResponse<String> send(String contentType, byte[] body) {
        return anna.send(HttpRequest.newBuilder(ChatServer.shared().url(messages(room)))
                .header("Content-Type", contentType)
                .header("Origin", ChatServer.shared().origin())
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static String room(Person one, Person other) {
        HttpResponse<String> answer =
                one.postJson("/api/v1/users/" + other.username() + "/messages", body(UUID.randomUUID(), "Hi"));
        return Json.object(answer.body()).getJsonObject("message").getString("roomId");
    }

    private static String messages(String room) {
        return "/api/v1/rooms/" + room + "/messages";
    }

    private static String body(UUID clientId, String text) {
        return "{\"clientId\":\"" + clientId + "\",\"text\":" + Json.quoted(text) + "}";
    }

    private static void expectProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonObject problem = Json.object(answer.body());
        assertThat(problem.getString("requestId")).matches("[0-9a-f-]{36}");
        if (!code.equals("*")) {
            assertThat(problem.getString("code")).isEqualTo(code);
        }
    }
}
