package org.chatboard.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.chatboard.testing.Json;
import org.chatboard.testing.contract.OpenApi.Operation;
import org.chatboard.tokens.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of {@code openapi.yaml} by those between friend and stranger: moderators, and programs whose time is over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixCallersIT {

    /** What a moderator is answered about a closed group; the message is the owner's, and so is the user name. */
    private static final Map<String, Integer> TO_MODERATORS = Map.ofEntries(
            entry("get /rooms/{id}", 200),
            entry("patch /rooms/{id}", 200),
            entry("get /rooms/{id}/members", 200),
            entry("put /rooms/{id}/members/{name}", 403),
            entry("delete /rooms/{id}/members/{name}", 403),
            entry("put /rooms/{id}/membership", 200),
            entry("delete /rooms/{id}/membership", 204),
            entry("get /rooms/{id}/read", 200),
            entry("put /rooms/{id}/read", 200),
            entry("get /rooms/{id}/messages", 200),
            entry("post /rooms/{id}/messages", 201),
            entry("get /rooms/{id}/changes", 200),
            entry("get /messages/{id}", 200),
            entry("patch /messages/{id}", 403),
            entry("delete /messages/{id}", 200),
            entry("get /messages/{id}/revisions", 403),
            entry("get /webhooks/incoming", 200),
            entry("post /webhooks/incoming", 201),
            entry("get /webhooks/outgoing", 200));

    private final Situation situation = new Situation();
    private final Program reader = Program.of(situation.anna, "read");
    private List<Program> over = List.of();

    @BeforeAll
    void programsWhoseTimeIsOver() {
        Program revoked = Program.of(situation.anna, "read", "write");
        situation.anna.sendJson("DELETE", "/api/v1/tokens/" + revoked.id(), "");
        Program expired = Program.shortLived(situation.anna, Duration.ofMillis(700), "read", "write");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (expired.get("/api/v1/users/me").statusCode() == 200 && System.nanoTime() < deadline) {}
        over = List.of(revoked, expired);
    }

    static Stream<Operation> operations() {
        return MatrixIT.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tokensThatAreRevokedOrExpired(Operation operation) {
        for (Program program : over) {
            HttpResponse<String> answer = Decency.expect(program.send(
                    operation.method().toUpperCase(Locale.ROOT),
                    situation.address(operation),
                    new String(MatrixIT.body(operation), UTF_8)));
            if (!operation.isOpen()) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
                assertThat(Json.object(answer.body()).getString("code")).isEqualTo("invalid_token");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tokensThatMayOnlyReadChangeNothing(Operation operation) {
        HttpResponse<String> answer = Decency.expect(reader.send(
                operation.method().toUpperCase(Locale.ROOT),
                situation.address(operation),
                new String(MatrixIT.body(operation), UTF_8)));
        if (!operation.isOpen() && !operation.method().equals("get")) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(Json.object(answer.body()).getString("code")).isEqualTo("insufficient_scope");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void moderatorsDoWhatTheirRoomNeedsAndNoMore(Operation operation) {
        String room = groupWithAModerator();
        String body = new String(MatrixIT.body(operation), UTF_8)
                .replaceAll("\"roomId\":\"[^\"]*\"", "\"roomId\":\"" + room + "\"");
        HttpResponse<String> answer = Decency.expect(situation.call(
                situation.anna, operation, situation.address(operation), "application/json", body.getBytes(UTF_8)));
        Integer expected = TO_MODERATORS.get(operation.method() + " " + operation.path());
        boolean isAboutTheRoom =
                operation.path().startsWith("/rooms/{id}") || operation.path().startsWith("/messages/{id}");
        assertThat(expected != null || !isAboutTheRoom)
                .as("the table knows the call")
                .isTrue();
        if (expected != null) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        }
        assertThat(situation.ben.json("/api/v1/rooms/" + room).getString("role"))
                .isEqualTo("OWNER");
    }

    /** Ben's group, where Anna helps and where Ben said something. */
    private String groupWithAModerator() {
        HttpResponse<String> made = situation.ben.postJson(
                "/api/v1/rooms",
                "{\"kind\":\"CLOSED\",\"name\":\"Group\",\"members\":[\"" + situation.anna.username() + "\"]}");
        String room = Json.object(made.body()).getString("id");
        situation.ben.sendJson(
                "PUT", "/api/v1/rooms/" + room + "/members/" + situation.anna.username(), "{\"role\":\"MODERATOR\"}");
        HttpResponse<String> said =
                situation.ben.postJson("/api/v1/rooms/" + room + "/messages", Program.message("Hi all"));
        situation.about(room, Json.object(said.body()).getJsonObject("message").getString("id"));
        return room;
    }
}
