package org.chatboard.editing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One message over REST: its tag, what it said before, edits and withdrawals. */
class MessageApiIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final ExecutorService programs = Executors.newFixedThreadPool(4);

    @BeforeEach
    void bothAreSignedIn() {
        anna.joins();
        ben.joins();
    }

    @AfterEach
    void stop() {
        programs.shutdownNow();
    }

    @Test
    void aMessageHasATagByWhichAStaleEditIsKnown() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            JsonObject first = annas.say(ben, "one");
            String path = path(first);
            HttpResponse<String> seen = anna.get(path);
            assertThat(tag(seen)).isEqualTo("\"1\"");
            assertThat(Json.object(seen.body()).getJsonObject("message").getString("text"))
                    .isEqualTo("one");
            assertThat(with(anna, path, "GET", "If-None-Match", "\"1\"").statusCode())
                    .isEqualTo(304);
            assertThat(with(anna, path, "GET", "If-None-Match", "\"7\", W/\"1\"")
                            .statusCode())
                    .isEqualTo(304);
            HttpResponse<String> edited = patch(path, "two", "\"1\"");
            assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
            assertThat(tag(edited)).isEqualTo("\"2\"");
            assertThat(text(Json.object(edited.body()))).isEqualTo("two");
            assertThat(with(anna, path, "GET", "If-None-Match", "\"1\"").statusCode())
                    .isEqualTo(200);
            expect(412, "stale", patch(path, "three", "\"1\""));
            expect(412, "stale", patch(path, "three", "W/\"2\""));
            expect(412, "stale", patch(path, "three", "\"another\""));
            expect(412, "stale", with(anna, path, "DELETE", "If-Match", "\"1\""));
            expect(400, "wrong_type", patch(path, "three", "2"));
            expect(400, "wrong_type", patch(path, "three", "\"1\", \"2\""));
            assertThat(patch(path, "two", "\"1\"").statusCode())
                    .as("the same once more")
                    .isEqualTo(200);
            assertThat(patch(path, "three", "*").statusCode()).isEqualTo(200);
            HttpResponse<String> gone = with(anna, path, "DELETE", "If-Match", "\"3\"");
            assertThat(gone.statusCode()).isEqualTo(200);
            assertThat(tag(gone)).isEqualTo("\"4\"");
            assertThat(text(Json.object(gone.body()))).isEmpty();
            assertThat(anna.sendJson("DELETE", path, "").statusCode()).isEqualTo(200);
            expect(409, "message_deleted", anna.sendJson("PATCH", path, "{\"text\":\"four\"}"));
        }
    }

    @Test
    void ofTwoWhoEditTheSameAtOnceOneIsTold() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            JsonObject first = annas.say(ben, "one");
            List<CompletableFuture<HttpResponse<String>>> editors = IntStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> patch(path(first), "by editor " + n, "\"1\""), programs))
                    .toList();
            assertThat(editors)
                    .extracting(editor -> editor.join().statusCode())
                    .containsExactlyInAnyOrder(200, 412, 412, 412);
            bens.await("message.changed");
            assertThat(bens.settle()).noneMatch(MessageApiIT::isChange);
        }
    }

    @Test
    void formerTextsAreThereForTheAuthorPageByPage() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            JsonObject first = annas.say(ben, "zero");
            for (String text : List.of("one", "two", "three")) {
                assertThat(anna.sendJson("PATCH", path(first), "{\"text\":\"" + text + "\"}")
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(anna.sendJson("DELETE", path(first), "").statusCode()).isEqualTo(200);
            JsonObject page = anna.json(path(first) + "/revisions?limit=3");
            List<JsonObject> items = page.getJsonArray("items").getValuesAs(JsonObject.class);
            assertThat(items).extracting(item -> item.getString("text")).containsExactly("zero", "one", "two");
            assertThat(items).noneMatch(item -> item.getBoolean("withdrawn"));
            JsonObject rest = anna.json(path(first) + "/revisions?limit=3&cursor=" + page.getString("nextCursor"));
            assertThat(rest.getJsonArray("items").getJsonObject(0).getString("text"))
                    .isEqualTo("three");
            assertThat(rest.getJsonArray("items").getJsonObject(0).getBoolean("withdrawn"))
                    .isTrue();
            assertThat(rest.containsKey("nextCursor")).isFalse();
            expect(400, "limit_too_large", anna.get(path(first) + "/revisions?limit=201"));
            expect(400, "wrong_type", anna.get(path(first) + "/revisions?cursor=x"));
        }
    }

    @Test
    void betweenTwoAMessageHasTheFieldsOfTheOriginal() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            JsonObject first = annas.say(ben, "Hi!");
            String room = first.getString("roomId");
            JsonObject message = ben.json(path(first)).getJsonObject("message");
            assertThat(message.getString("sender")).isEqualTo(anna.username());
            assertThat(message.getString("receiver")).isEqualTo(ben.username());
            assertThat(message.getString("message")).isEqualTo("Hi!");
            assertThat(message.getString("timestamp")).isEqualTo(message.getString("createdAt"));
            assertThat(message.getBoolean("isRead")).isFalse();
            bens.send("{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":1}");
            annas.await("room.read");
            HttpResponse<String> read = with(anna, path(first), "GET", "If-None-Match", "\"1\"");
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(tag(read)).isEqualTo("\"1r\"");
            assertThat(Json.object(read.body()).getJsonObject("message").getBoolean("isRead"))
                    .isTrue();
            JsonObject history = anna.json("/api/v1/rooms/" + room + "/messages");
            assertThat(history.getJsonArray("messages").getJsonObject(0).getBoolean("isRead"))
                    .isTrue();
            assertThat(patch(path(first), "Hello!", "\"1r\"").statusCode()).isEqualTo(200);
            JsonObject changes = ben.json("/api/v1/rooms/" + room + "/changes?after=1");
            assertThat(text(Json.object(
                            "{\"message\":" + changes.getJsonArray("messages").getJsonObject(0) + "}")))
                    .isEqualTo("Hello!");
            assertThat(changes.getInt("upTo")).isEqualTo(2);
            assertThat(changes.getBoolean("more")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "missing       | {}",
                "bad_json      | {\"text\":null}",
                "wrong_type    | {\"text\":7}",
                "unknown_field | {\"text\":\"a\",\"change\":1}",
                "text_empty    | {\"text\":\"  \"}",
                "text_invalid  | {\"text\":\"a\\u0000b\"}",
                "bad_json      | {\"text\":\"a\",\"text\":\"b\"}",
                "bad_json      | {\"text\":\"a\"",
            })
    void anEditThatCannotBeIsRefused(String code, String body) {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            JsonObject first = annas.say(ben, "one");
            HttpResponse<String> answer = anna.sendJson("PATCH", path(first), body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(Json.object(answer.body()).getString("code")).isEqualTo(code);
            assertThat(anna.get("/api/v1/rooms/" + first.getString("roomId") + "/changes?after=-1")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private HttpResponse<String> patch(String path, String text, String ifMatch) {
        return anna.send(HttpRequest.newBuilder(ChatServer.shared().url(path))
                .header("Content-Type", "application/json")
                .header("Origin", ChatServer.shared().origin())
                .header("If-Match", ifMatch)
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\"}")));
    }

    private static HttpResponse<String> with(Person person, String path, String method, String header, String value) {
        return person.send(HttpRequest.newBuilder(ChatServer.shared().url(path))
                .header("Origin", ChatServer.shared().origin())
                .header(header, value)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static void expect(int status, String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Json.object(answer.body()).getString("code")).isEqualTo(code);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("none");
    }

    private static String path(JsonObject message) {
        return "/api/v1/messages/" + message.getString("id");
    }

    private static boolean isChange(JsonObject frame) {
        return frame.getString("type").equals("message.changed");
    }

    private static String text(JsonObject frame) {
        return frame.getJsonObject("message").getString("text");
    }
}
