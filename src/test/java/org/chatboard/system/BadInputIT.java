package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send: each gets its stable answer, and the connection stays usable. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    /** A busy server may say so. */
    private static final Set<String> TRY_AGAIN = Set.of("too_many", "unavailable");

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private ChatSocket socket;

    @BeforeAll
    void annaIsConnected() {
        anna.joins();
        ben.signUp();
        socket = ChatSocket.greeted(anna);
    }

    @AfterAll
    void annaLeaves() {
        socket.close();
    }

    Stream<Arguments> framesNobodyUnderstands() {
        return Stream.of(
                arguments("nothing", "", "bad_json"),
                arguments("no JSON", "Hello!", "bad_json"),
                arguments("null", "null", "bad_json"),
                arguments("a list", "[]", "bad_json"),
                arguments("a text", "\"x\"", "bad_json"),
                arguments("a number", "42", "bad_json"),
                arguments("half an object", "{", "bad_json"),
                arguments("the list that never ends", "{\"z\":[", "bad_json"),
                arguments("the object that never ends", "{\"z\":{", "bad_json"),
                arguments("deep nesting", "{\"z\":" + "[".repeat(30_000), "bad_json"),
                arguments("a name twice", "{\"type\":\"ping\",\"type\":\"ping\"}", "bad_json"),
                arguments("something behind", "{\"type\":\"ping\"} x", "bad_json"),
                arguments("two documents", "{\"type\":\"ping\"}{\"type\":\"ping\"}", "bad_json"),
                arguments("a byte order mark", "\ufeff{\"type\":\"ping\"}", "bad_json"),
                arguments("a comment", "{/* */\"type\":\"ping\"}", "bad_json"),
                arguments("not a number", "{\"type\":\"room.read\",\"seq\":NaN}", "bad_json"),
                arguments("a null", "{\"type\":null}", "bad_json"),
                arguments("a raw control character", "{\"type\":\"pi\nng\"}", "bad_json"),
                arguments("a fraction", read("1.5"), "bad_json"),
                arguments("a number beyond 64 bits", read("9223372036854775808"), "bad_json"),
                arguments("an endless number", read("1e1000000000"), "bad_json"),
                arguments("no type", "{}", "missing"),
                arguments("a number as type", "{\"type\":7}", "wrong_type"),
                arguments("an unknown type", "{\"type\":\"message.steal\"}", "unknown_type"),
                arguments("a type in capitals", "{\"type\":\"PING\"}", "unknown_type"),
                arguments("an unknown field", "{\"type\":\"ping\",\"senderId\":\"x\"}", "unknown_field"),
                arguments("a forged sender", post("\"to\":\"x\",\"text\":\"x\",\"sender\":\"ida\""), "unknown_field"),
                arguments("a forged seq", post("\"to\":\"x\",\"text\":\"x\",\"seq\":1"), "unknown_field"),
                arguments("no client id", "{\"type\":\"message.post\",\"to\":\"x\",\"text\":\"x\"}", "missing"),
                arguments("a short client id", frameWithClientId("1-1-1-1-1"), "wrong_type"),
                arguments("no text", post("\"to\":\"x\""), "missing"),
                arguments("a number as text", post("\"to\":\"x\",\"text\":5"), "wrong_type"),
                arguments("a list as text", post("\"to\":\"x\",\"text\":[]"), "wrong_type"),
                arguments("nowhere to go", post("\"text\":\"x\""), "missing"),
                arguments("a number as recipient", post("\"to\":1,\"text\":\"x\""), "wrong_type"),
                arguments("null as recipient", post("\"to\":null,\"text\":\"x\""), "bad_json"),
                arguments("an object as recipient", post("\"to\":{},\"text\":\"x\""), "wrong_type"),
                arguments("a fraction as recipient", post("\"to\":1.5,\"text\":\"x\""), "bad_json"),
                arguments("a number as text of a recipient", postTo("-1"), "not_found"),
                arguments("nobody's id", postTo(UUID.randomUUID().toString()), "not_found"),
                arguments(
                        "both goals",
                        post("\"to\":\"x\",\"text\":\"x\",\"roomId\":\"" + UUID.randomUUID() + '"'),
                        "missing"),
                arguments("a message of the future", post("\"to\":\"x\",\"text\":\"x\",\"ts\":1"), "unknown_field"),
                arguments("a forged role", post("\"to\":\"x\",\"text\":\"x\",\"role\":\"ADMIN\""), "unknown_field"),
                arguments("changes after -1", changes("-1"), "wrong_type"),
                arguments("changes after a text", changes("\"1\""), "wrong_type"),
                arguments("changes beyond 64 bits", changes("1e40"), "bad_json"),
                arguments("changes of a foreign room", changes("1000000000000000000"), "not_found"),
                arguments(
                        "somebody without an id to watch",
                        "{\"type\":\"presence.watch\",\"userIds\":[1]}",
                        "wrong_type"),
                arguments("a negative position", read("-1"), "wrong_type"),
                arguments("a text as position", read("\"1\""), "wrong_type"),
                arguments("a room that is no id", "{\"type\":\"typing.start\",\"roomId\":\"x\"}", "wrong_type"),
                arguments("an unknown room", typing(UUID.randomUUID()), "not_found"),
                arguments("an unknown person", postTo("nobody-at-all"), "not_found"),
                arguments("quotes of SQL", postTo("' or 1=1 --"), "not_found"),
                arguments("a person of NUL", postTo("a\u0000b"), "not_found"),
                arguments("half a person", postTo("a\ud800b"), "not_found"),
                arguments("a person of 10,000 letters", postTo("x".repeat(10_000)), "not_found"),
                arguments("a person of blanks", postTo("   "), "not_found"),
                arguments("too many to watch", watch(501), "wrong_type"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("framesNobodyUnderstands")
    void aFrameNobodyUnderstandsIsRefusedAndNothingElseHappens(String what, String frame, String code) {
        socket.send(frame);
        expectRefusal(code);
    }

    @Test
    void aRefusalNamesTheFrameItIsAbout() {
        UUID clientId = UUID.randomUUID();
        socket.send(Json.postTo(ben.username(), clientId, " "));
        assertThat(expectRefusal("text_empty").getString("clientId")).isEqualTo(clientId.toString());
        socket.send("{\"type\":\"message.steal\",\"ref\":\"frame 7\"}");
        assertThat(expectRefusal("unknown_type").getString("ref")).isEqualTo("frame 7");
    }

    Stream<Arguments> textsNobodyCanRead() {
        return Stream.of(
                arguments("nothing", "", "text_empty"),
                arguments("blanks", " \t\n\u00a0\u2003 ", "text_empty"),
                arguments("invisible characters", "\u200b\u2060\ufeff", "text_empty"),
                arguments("10,001 letters", "x".repeat(10_001), "text_too_long"),
                arguments("NUL", "a\u0000b", "text_invalid"),
                arguments("a bell", "a\u0007b", "text_invalid"),
                arguments("escape", "\u001b[31mred", "text_invalid"),
                arguments("a control character of the second block", "a\u0085b", "text_invalid"),
                arguments("half a character", "a\ud800b", "text_invalid"),
                arguments("the other half", "a\udc00b", "text_invalid"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("textsNobodyCanRead")
    void aTextNobodyCanReadIsRefused(String what, String text, String code) {
        socket.post(ben, text);
        expectRefusal(code);
    }

    @Test
    void nobodyWritesToThemselves() {
        socket.post(anna, "Hello me");
        expectRefusal("to_oneself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "'; drop table messages; --",
                "right to left: \u202egnihton\u202c",
                "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ☕️",
                "e\u0301 and \u00e9",
                "السلام عليكم",
                "a\tb\nc",
                "{\"type\":\"ping\"}",
                "  kept blanks in front"
            })
    void everythingElseIsStoredAsItWasTyped(String text) {
        assertThat(socket.say(ben, text).getString("text")).isEqualTo(text);
    }

    @Test
    void lineEndsBecomeOneKindAndBlanksAtTheEndGo() {
        assertThat(socket.say(ben, "a\r\nb\rc \n ").getString("text")).isEqualTo("a\nb\nc");
    }

    @Test
    void tenThousandCharactersAreCountedAsPeopleCountThem() {
        assertThat(socket.say(ben, "x".repeat(10_000)).getString("text")).hasSize(10_000);
        String families = "👩‍👩‍👧".repeat(1_000);
        assertThat(rawText(families)).isEqualTo(families);
    }

    @Test
    void aThousandFramesAtOnceAreAllAnswered() {
        try (ChatSocket flood = ChatSocket.greeted(Person.carla().joins())) {
            List<UUID> posts = IntStream.range(0, 1_000)
                    .mapToObj(n -> flood.post(ben, "flood " + n))
                    .toList();
            for (UUID post : posts) {
                JsonObject answer = flood.answered(post);
                assertThat(answer.getString("type").equals("message.posted")
                                || TRY_AGAIN.contains(answer.getString("code")))
                        .as(answer.toString())
                        .isTrue();
            }
            assertThat(flood.isUsable()).isTrue();
        }
    }

    private JsonObject expectRefusal(String code) {
        JsonObject error = socket.await("error");
        assertThat(error.getString("code")).as(error.toString()).isEqualTo(code);
        assertThat(error.getString("detail")).isNotBlank();
        assertThat(Texts.givesAway(error.toString())).as(error.toString()).isFalse();
        assertThat(socket.settle()).noneMatch(frame -> frame.getString("type").equals("error"));
        return error;
    }

    /** Says something that has to travel unescaped, for escaped it would be too large for a frame. */
    private String rawText(String text) {
        UUID clientId = UUID.randomUUID();
        socket.send("{\"type\":\"message.post\",\"clientId\":\"" + clientId + "\",\"to\":\"" + ben.username()
                + "\",\"text\":\"" + text + "\"}");
        return socket.acknowledged(clientId).getJsonObject("message").getString("text");
    }

    private static String post(String fields) {
        return "{\"type\":\"message.post\",\"clientId\":\"" + UUID.randomUUID() + "\"," + fields + "}";
    }

    private static String frameWithClientId(String clientId) {
        return "{\"type\":\"message.post\",\"to\":\"x\",\"text\":\"x\",\"clientId\":\"" + clientId + "\"}";
    }

    private static String postTo(String username) {
        return Json.postTo(username, UUID.randomUUID(), "Hello");
    }

    private static String read(String seq) {
        return "{\"type\":\"room.read\",\"roomId\":\"" + UUID.randomUUID() + "\",\"seq\":" + seq + "}";
    }

    private static String typing(UUID room) {
        return "{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}";
    }

    private static String changes(String after) {
        return "{\"type\":\"room.changes\",\"roomId\":\"" + UUID.randomUUID() + "\",\"after\":" + after + "}";
    }

    private static String watch(int people) {
        String id = "\"" + UUID.randomUUID() + "\"";
        return "{\"type\":\"presence.watch\",\"userIds\":[" + (id + ",").repeat(people - 1) + id + "]}";
    }
}
