package org.chatboard.system;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies nobody should send to the API: each is refused as what it is, at once, and nothing is stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyInputIT {

    private static final String GOOD = "{\"clientId\":\"%s\",\"text\":\"%s\"}";

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

    /** What stands where the text of a good body stands, and the code of the answer. */
    static Stream<Map.Entry<String, String>> texts() {
        return Stream.of(
                Map.entry("\"", "bad_json"),
                Map.entry("a\" \"b", "bad_json"),
                Map.entry("a\",\"z\":[", "bad_json"),
                Map.entry("a\",\"z\":{", "bad_json"),
                Map.entry("a\",\"text\":\"b", "bad_json"),
                Map.entry("a\"} {\"b\":\"", "bad_json"),
                Map.entry("a\",\"n\":NaN,\"b\":\"", "bad_json"),
                Map.entry("a\",\"n\":9223372036854775808,\"b\":\"", "bad_json"),
                Map.entry("a\",\"n\":1e400,\"b\":\"", "bad_json"),
                Map.entry("a\",\"n\":1e1000000000,\"b\":\"", "bad_json"),
                Map.entry("a\",\"n\":1.5,\"b\":\"", "bad_json"),
                Map.entry("a\",\"n\":null,\"b\":\"", "bad_json"),
                Map.entry("a\",/* */\"b\":\"", "bad_json"),
                Map.entry("a\nb", "bad_json"),
                Map.entry("\\x", "bad_json"),
                Map.entry("a\",\"n\":" + "[".repeat(100_000), "bad_json"),
                Map.entry("a\",\"n\":" + "9".repeat(100_000) + ",\"b\":\"", "bad_json"),
                Map.entry("a\",\"n\":[" + "1,".repeat(90_000) + "1],\"b\":\"", "bad_json"),
                Map.entry("a\",\"senderId\":\"b", "unknown_field"),
                Map.entry("a\",\"seq\":1,\"b\":\"", "unknown_field"),
                Map.entry("a\",\"role\":\"ADMIN", "unknown_field"),
                Map.entry("a\",\"replyTo\":\"1", "wrong_type"),
                Map.entry("a\",\"replyTo\":1,\"b\":\"", "wrong_type"),
                Map.entry("", "text_empty"),
                Map.entry(" \\n\\t\u00a0", "text_empty"),
                Map.entry("\u200b", "text_empty"),
                Map.entry("\\u0000", "text_invalid"),
                Map.entry("\\ud800", "text_invalid"),
                Map.entry("\\udc00\\ud800", "text_invalid"),
                Map.entry("x".repeat(10_001), "text_too_long"),
                // 9,000 characters as people count them, and 72,000 units.
                Map.entry(("e" + "\u0301".repeat(7)).repeat(9_000), "text_too_long"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextThatIsNoneIsRefused(Map.Entry<String, String> row) {
        byte[] body = GOOD.formatted(UUID.randomUUID(), row.getKey()).getBytes(UTF_8);
        for (String path : paths()) {
            JsonObject problem = expectProblem(send(path, "application/json", body), 400);
            assertThat(problem.getString("code")).as(path).isEqualTo(row.getValue());
        }
    }

    static Stream<byte[]> bodies() {
        String good = GOOD.formatted(UUID.randomUUID(), "good");
        return Stream.concat(
                Stream.of(
                                "",
                                " ",
                                "null",
                                "[]",
                                "\"x\"",
                                "42",
                                "true",
                                "{",
                                "{}",
                                "x",
                                good + good,
                                good + " x",
                                "[" + good + "]",
                                "\ufeff" + good,
                                good.replace('"', '\''),
                                good.replace("\"good\"", "5"),
                                good.replace("\"good\"", "true"),
                                good.replace("\"good\"", "[\"good\"]"),
                                good.replace("\"good\"", "{\"good\":1}"),
                                good.replaceFirst("\"[0-9a-f-]{36}\"", "1"),
                                good.replaceFirst("[0-9a-f-]{36}", "1-1-1-1-1"))
                        .map(text -> text.getBytes(UTF_8)),
                Stream.of(good.getBytes(UTF_16), notUtf8(good, 0xff), notUtf8(good, 0xc3), notUtf8(good, 0x80)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyNobodyUnderstandsIsRefused(byte[] body) {
        for (String path : paths()) {
            expectProblem(send(path, "application/json", body), 400);
        }
        expectProblem(send("/api/v1/setup", "application/json", body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                "application/json;charset=utf-16", "application/json;charset=latin1", "image/png", "*"
            })
    void aBodyOfAnotherKindIsRefused(String type) {
        for (String path : paths()) {
            HttpResponse<String> answer = send(path, type, good());
            assertThat(answer.statusCode()).as(path).isIn(type.equals("*") ? List.of(400, 415) : List.of(415));
            assertThat(Texts.givesAway(answer.body())).as(answer.body()).isFalse();
        }
    }

    @Test
    void utf8IsUtf8HoweverItIsWritten() {
        for (String type : List.of("application/json;charset=UTF-8", "Application/JSON; charset=\"utf-8\"")) {
            assertThat(send(paths().get(0), type, good()).statusCode()).as(type).isEqualTo(201);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        byte[] large = GOOD.formatted(UUID.randomUUID(), "x".repeat(200_000)).getBytes(UTF_8);
        byte[] huge = GOOD.formatted(UUID.randomUUID(), "x".repeat(5_000_000)).getBytes(UTF_8);
        for (String path : paths()) {
            expectProblem(send(path, "application/json", large), 413);
            assertThat(expectProblem(send(path, "application/json", huge), 413).getString("code"))
                    .isEqualTo("too_large");
        }
    }

    @Test
    void fiftyMegabytesAreRefusedBeforeTheyAreSent() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.keySet().removeIf(name -> name.equals("Upgrade") || name.equals("Connection"));
        headers.put("X-Requested-By", "tests");
        headers.put("Content-Type", "application/json");
        headers.put("Content-Length", "50000000");
        for (String path : paths()) {
            try (RawSocket socket = new RawSocket()) {
                assertThat(socket.ask("POST", path, headers).status()).isEqualTo(413);
            }
        }
    }

    @Test
    void anotherMethodInAHeaderChangesNothing() {
        HttpResponse<String> answer = anna.send(request(paths().get(0), "application/json", good())
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-HTTP-Method", "PUT"));
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @AfterAll
    void nothingOfAllThisIsStored() {
        JsonObject page = anna.json(paths().get(0) + "?anchor=newest&before=50");
        assertThat(page.getJsonArray("messages").getValuesAs(JsonObject.class))
                .extracting(message -> message.getString("text"))
                .containsOnly("Hi", "good");
    }

    private List<String> paths() {
        return List.of("/api/v1/rooms/" + room + "/messages", "/api/v1/users/" + ben.username() + "/messages");
    }

    private static byte[] good() {
        return GOOD.formatted(UUID.randomUUID(), "good").getBytes(UTF_8);
    }

    private static byte[] notUtf8(String text, int wrong) {
        byte[] bytes = text.getBytes(UTF_8);
        bytes[bytes.length - 3] = (byte) wrong;
        return bytes;
    }

    private HttpResponse<String> send(String path, String type, byte[] body) {
        return anna.send(request(path, type, body));
    }

    private static HttpRequest.Builder request(String path, String type, byte[] body) {
        ChatServer server = ChatServer.shared();
        return HttpRequest.newBuilder(server.url(path))
                .header("Content-Type", type)
                .header("Origin", server.origin())
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static JsonObject expectProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Texts.givesAway(answer.body())).as(answer.body()).isFalse();
        return Json.object(answer.body());
    }
}
