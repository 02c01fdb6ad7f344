package org.chatboard.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Programs that post to a room at an address of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncomingHookIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.carla();
    private final Person ida = Person.ida();
    private final Hooks annas = new Hooks(anna);
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
    void aProgramPostsAndEverybodyInTheRoomSeesIt() {
        JsonObject hook = annas.incoming(room, "Jenkins");
        assertThat(hook.getString("path")).isEqualTo("/chatboard/api/v1/hooks/" + hook.getString("secret"));
        try (ChatSocket bens = ChatSocket.greeted(ben)) {
            HttpResponse<String> answer = Hooks.post(hook.getString("secret"), "{\"text\":\"Build 7 is green\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            JsonObject message = Json.object(answer.body()).getJsonObject("message");
            assertThat(message.getString("roomId")).isEqualTo(room.toString());
            JsonObject heard = bens.heard("Build 7 is green");
            assertThat(heard.getString("id")).isEqualTo(message.getString("id"));
            assertThat(heard.getString("sender"))
                    .isEqualTo(hook.getString("bot"))
                    .startsWith("jenkins-bot-");
        }
        assertThat(list(anna))
                .anyMatch(listed -> listed.getString("id").equals(hook.getString("id"))
                        && listed.containsKey("lastUsedAt")
                        && !listed.containsKey("secret"));
    }

    @Test
    void aRetryWithTheSameClientIdIsTheSameMessage() {
        String secret = annas.incoming(room, "Retrying").getString("secret");
        String body = "{\"text\":\"once\",\"clientId\":\"" + UUID.randomUUID() + "\"}";
        HttpResponse<String> first = Hooks.post(secret, body);
        HttpResponse<String> again = Hooks.post(secret, body);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Idempotent-Replay")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(Hooks.post(secret, body.replace("once", "twice")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void anAnswerRefersToAMessageOfTheRoom() {
        String secret = annas.incoming(room, "Answering").getString("secret");
        String first = Json.object(Hooks.post(secret, "{\"text\":\"a\"}").body())
                .getJsonObject("message")
                .getString("id");
        HttpResponse<String> answer = Hooks.post(secret, "{\"text\":\"b\",\"replyTo\":\"" + first + "\"}");
        assertThat(Json.object(answer.body()).getJsonObject("message").getString("replyTo"))
                .isEqualTo(first);
        assertThat(Hooks.post(secret, "{\"text\":\"c\",\"replyTo\":\"" + UUID.randomUUID() + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsNotAMessageIsRefused() {
        String secret = annas.incoming(room, "Strict").getString("secret");
        for (String wrong : List.of(
                "{}",
                "{\"text\":\"\"}",
                "{\"text\":7}",
                "{\"text\":null}",
                "{\"text\":\"x\",\"text\":\"y\"}",
                "{\"text\":\"x\",\"channel\":\"#general\"}",
                "{\"text\":\"x\",\"clientId\":\"7\"}",
                "{\"text\":\"a\\u0000b\"}",
                "[]",
                "{\"z\":[",
                "")) {
            HttpResponse<String> answer = Hooks.post(secret, wrong);
            assertThat(answer.statusCode()).as(wrong + " " + answer.body()).isEqualTo(400);
        }
        HttpResponse<String> large = Hooks.post(secret, "{\"text\":\"" + "x".repeat(65_536) + "\"}");
        assertThat(large.statusCode()).isEqualTo(413);
        HttpResponse<String> form = new Visitor().post(ChatServer.shared().url("/api/v1/hooks/" + secret), "text=x");
        assertThat(form.statusCode()).isEqualTo(415);
    }

    @Test
    void anAddressOfNobodyIsNotFoundWhateverItLooksLike() {
        String secret = annas.incoming(room, "Guessed").getString("secret");
        for (String wrong : List.of(
                secret.substring(0, secret.length() - 1) + (secret.endsWith("A") ? "B" : "A"),
                secret.substring(1),
                secret + "A",
                "cbh_",
                "x",
                "%00",
                "..%2frooms")) {
            HttpResponse<String> answer = Hooks.post(wrong, "{\"text\":\"x\"}");
            assertThat(answer.statusCode()).as(wrong).isBetween(400, 404);
            assertThat(answer.body()).doesNotContain(room.toString());
        }
        assertThat(new Visitor().get("/api/v1/hooks/" + secret).statusCode()).isEqualTo(405);
    }

    @Test
    void whichPageAsksDoesNotMatterForTheAddressButForEverythingElse() {
        String secret = annas.incoming(room, "From anywhere").getString("secret");
        assertThat(fromElsewhere("/api/v1/hooks/" + secret).statusCode()).isEqualTo(201);
        for (String path : List.of(
                "/api/v1/rooms/" + room + "/messages",
                "/api/v1/hooks/../rooms/" + room + "/messages",
                "/api/v1/hooks/%2e%2e/rooms/" + room + "/messages",
                "/api/v1/hooks/x/../../rooms/" + room + "/messages",
                "/api/v1/hooks;x/../rooms/" + room + "/messages")) {
            assertThat(fromElsewhere(path).statusCode()).as(path).isNotEqualTo(201);
        }
    }

    /** Anna's browser, on a page of somebody else. */
    private HttpResponse<String> fromElsewhere(String path) {
        return anna.send(HttpRequest.newBuilder(ChatServer.shared().url(path))
                .header("Content-Type", "application/json")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("{\"text\":\"x\",\"clientId\":\"" + UUID.randomUUID() + "\"}")));
    }

    @Test
    void aRemovedAddressIsGoneAndItsMessagesStay() {
        JsonObject hook = annas.incoming(room, "Short-lived");
        Hooks.post(hook.getString("secret"), "{\"text\":\"I was here\"}");
        assertThat(annas.send("DELETE", "incoming/" + hook.getString("id"), null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(Hooks.post(hook.getString("secret"), "{\"text\":\"still?\"}").statusCode())
                .isEqualTo(404);
        assertThat(annas.send("DELETE", "incoming/" + hook.getString("id"), null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(anna.json("/api/v1/rooms/" + room + "/messages?before=199")
                        .getJsonArray("messages")
                        .getValuesAs(JsonObject.class))
                .anyMatch(message -> message.getString("text").equals("I was here")
                        && message.getString("sender").equals(hook.getString("bot")));
        assertThat(Sql.run("select count(*) from memberships where user_id = '" + hook.getString("botId") + "'"))
                .containsExactly("0");
    }

    @Test
    void onlyWhoLooksAfterTheRoomConnectsPrograms() {
        String body = "{\"roomId\":\"" + room + "\",\"name\":\"x\"}";
        JsonObject hook = annas.incoming(room, "Guarded");
        assertThat(code(ben, body)).isEqualTo("403 not_a_moderator");
        assertThat(code(carla, body)).isEqualTo("404 not_found");
        assertThat(new Visitor().postJson(Hooks.API + "incoming", body).statusCode())
                .isEqualTo(401);
        for (Person stranger : List.of(ben, carla)) {
            assertThat(list(stranger)).isEmpty();
            assertThat(new Hooks(stranger)
                            .send("DELETE", "incoming/" + hook.getString("id"), null)
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(new Hooks(ida).incoming(room, "By Ida").getString("createdBy"))
                .isEqualTo(ida.username());
        assertThat(new Hooks(ida)
                        .send("DELETE", "incoming/" + hook.getString("id"), null)
                        .statusCode())
                .isEqualTo(204);

        UUID open = Sql.room("OPEN", anna);
        Sql.join(open, ben, "MODERATOR");
        assertThat(new Hooks(ben).incoming(open, "Ben's").getString("name")).isEqualTo("Ben's");
        assertThat(code(carla, body.replace(room.toString(), open.toString()))).isEqualTo("403 not_a_member");
    }

    @Test
    void whatTwoPeopleSayGoesNowhereElse() {
        String direct;
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            direct = socket.say(ben, "Hi").getString("roomId");
        }
        String body = "{\"roomId\":\"" + direct + "\",\"name\":\"x\"}";
        assertThat(code(anna, body)).isEqualTo("409 direct_room");
        assertThat(code(carla, body)).isEqualTo("404 not_found");
        assertThat(code(ida, body)).isEqualTo("404 not_found");
    }

    @Test
    void namesHaveToBeSeen() {
        for (String name : List.of("", "  ", "x".repeat(61), "a\u202eb", "a\u0000b", "a\nb")) {
            assertThat(code(anna, "{\"roomId\":\"" + room + "\",\"name\":" + Json.quoted(name) + "}"))
                    .as(name)
                    .isEqualTo("400 invalid_name");
        }
        UUID other = Sql.room("CLOSED", anna);
        assertThat(annas.incoming(other, "  ビルド 🚀 ").getString("bot")).startsWith("bot-");
        assertThat(annas.incoming(other, "Build Bot").getString("bot")).startsWith("build-bot-");
    }

    @Test
    void aRoomHasAtMostTwenty() {
        UUID full = Sql.room("CLOSED", anna);
        for (int i = 0; i < 20; i++) {
            annas.incoming(full, "Number " + i);
        }
        assertThat(code(anna, "{\"roomId\":\"" + full + "\",\"name\":\"x\"}")).isEqualTo("409 too_many_hooks");
        JsonObject page = anna.json(Hooks.API + "incoming?limit=15");
        assertThat(page.getJsonArray("items")).hasSize(15);
        assertThat(anna.json(Hooks.API + "incoming?limit=200&cursor=" + page.getString("nextCursor"))
                        .getJsonArray("items"))
                .isNotEmpty();
    }

    @Test
    void aFloodAtOneAddressIsTurnedAwayAndTheOthersPost() {
        String flooded = annas.incoming(room, "Flood").getString("secret");
        String other = annas.incoming(room, "Calm").getString("secret");
        AtomicInteger stored = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService programs = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> all = Stream.generate(
                            () -> CompletableFuture.runAsync(() -> flood(flooded, stored, refused), programs))
                    .limit(8)
                    .toList();
            all.forEach(CompletableFuture::join);
        } finally {
            programs.shutdownNow();
        }
        assertThat(stored).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
        assertThat(Hooks.post(other, "{\"text\":\"calm\"}").statusCode()).isEqualTo(201);
    }

    private static void flood(String secret, AtomicInteger stored, AtomicInteger refused) {
        while (refused.get() < 20 && stored.get() < 20_000) {
            HttpResponse<String> answer = Hooks.post(secret, "{\"text\":\"more\"}");
            assertThat(answer.statusCode()).as(answer.body()).isIn(201, 429);
            (answer.statusCode() == 201 ? stored : refused).incrementAndGet();
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(answer.statusCode() == 429);
        }
    }

    private static List<JsonObject> list(Person person) {
        return person.json(Hooks.API + "incoming?limit=200").getJsonArray("items").stream()
                .map(JsonValue::asJsonObject)
                .toList();
    }

    private static String code(Person person, String body) {
        HttpResponse<String> answer = person.postJson(Hooks.API + "incoming", body);
        return answer.statusCode() + " "
                + (answer.statusCode() < 300 ? "" : Json.object(answer.body()).getString("code"));
    }
}
