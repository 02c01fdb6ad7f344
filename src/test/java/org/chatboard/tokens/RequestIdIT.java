package org.chatboard.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request can be followed from its client to the log of the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestIdIT {

    private Person anna = Person.anna();

    @BeforeAll
    void annaIsHere() {
        anna = Person.anna().joins();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/health,         '',   200",
        "GET,    /api/v1/users/me,       '',   200",
        "GET,    /api/v1/nothing,        '',   404",
        "POST,   /api/v1/users/me,       '{}', 405",
        "POST,   /api/v1/tokens,         '{',  400",
        "DELETE, /api/v1/tokens/nothing, '',   404",
        "GET,    /dashboard,             '',   200"
    })
    void theClientsOwnIdComesBack(String method, String path, String body, int status) {
        String id = "build-7." + UUID.randomUUID();
        HttpResponse<String> answer =
                anna.send(Program.request(method, path, body).header("X-Request-Id", id));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(id);
        if (status >= 400) {
            assertThat(Json.object(answer.body()).getString("requestId")).isEqualTo(id);
        }
    }

    @Test
    void alsoWhatIsRefusedAtTheDoorNamesTheId() {
        for (var request : List.of(
                Program.request("GET", "/api/v1/users/me", ""),
                Program.request("GET", "/api/v1/users/me", "").header("Authorization", "Bearer cb_nothing"),
                Program.request("POST", "/api/v1/setup", "{}").header("Origin", "https://evil.example"),
                Program.request("POST", "/api/v1/setup", "x".repeat(1_048_577)))) {
            HttpResponse<String> answer = Program.send(request.header("X-Request-Id", "at-the-door"));
            assertThat(answer.statusCode()).isIn(401, 403, 413);
            assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("at-the-door");
            assertThat(Json.object(answer.body()).getString("requestId")).isEqualTo("at-the-door");
        }
        Map<String, String> headers = RawSocket.handshake(new Visitor());
        headers.put("X-Request-Id", "no-socket");
        try (RawSocket socket = new RawSocket()) {
            assertThat(socket.ask("GET", headers).header("X-Request-Id")).isEqualTo("no-socket");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with blanks",
                "<script>",
                "a;b",
                "ID=7",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
            })
    void anIdThatIsNotSaneIsReplaced(String given) {
        HttpResponse<String> answer =
                anna.send(Program.request("GET", "/api/v1/nothing", "").header("X-Request-Id", given));
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(Ids.parse(id)).isPresent();
        assertThat(Json.object(answer.body()).getString("requestId")).isEqualTo(id);
    }

    @Test
    void theLogNamesTheSameId() {
        String id = "log-" + UUID.randomUUID();
        HttpResponse<String> answer = Program.send(
                Program.request("POST", "/api/v1/session", "{\"username\":\"nobody-" + id + "\",\"password\":\"x\"}")
                        .header("X-Request-Id", id));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(threadThatLogged("Sign-in as \"nobody-" + id)).contains("request=" + id + "]");
        anna.get("/api/v1/users/me");
        Program.send(
                Program.request("POST", "/api/v1/session", "{\"username\":\"other-" + id + "\",\"password\":\"x\"}"));
        assertThat(threadThatLogged("Sign-in as \"other-" + id))
                .contains("request=")
                .doesNotContain("request=" + id);
    }

    /** What stands before a text in its entry of the log, which the server writes a moment later. */
    private static String threadThatLogged(String text) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (true) {
            String log = ChatServer.shared().log();
            int line = log.lastIndexOf(text);
            if (line >= 0) {
                return log.substring(log.lastIndexOf("_ThreadName=", line), line);
            }
            assertThat(System.nanoTime()).as("the log says nothing of %s", text).isLessThan(deadline);
        }
    }
}
