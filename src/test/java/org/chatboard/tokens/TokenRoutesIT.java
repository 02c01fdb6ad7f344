package org.chatboard.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of token at every kind of route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRoutesIT {

    private Person anna = Person.anna();
    private Person ben = Person.ben();
    private String room = "";
    private final Map<String, Program> programs = new LinkedHashMap<>();

    /** What is asked for, and what tokens that read, that write and that may do neither are answered. */
    private record Route(String method, String path, String body, String read, String write, String admin) {}

    @BeforeAll
    void theirProgramsHaveTokens() {
        anna = Person.anna().joins();
        ben = Person.ben().joins();
        HttpResponse<String> hi = anna.postJson("/api/v1/users/" + ben.username() + "/messages", Program.message("Hi"));
        room = Json.object(hi.body()).getJsonObject("message").getString("roomId");
        programs.put("read", Program.of(anna, "read"));
        programs.put("write", Program.of(anna, "write"));
        programs.put("both", Program.of(anna, "read", "write"));
        Program revoked = Program.of(anna, "read", "write");
        anna.send(Program.request("DELETE", "/api/v1/tokens/" + revoked.id(), ""));
        programs.put("revoked", revoked);
        Program expired = Program.shortLived(anna, Duration.ofMillis(700), "read", "write");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (expired.get("/api/v1/users/me").statusCode() == 200 && System.nanoTime() < deadline) {}
        programs.put("expired", expired);
        String known = program("read").secret();
        programs.put("unknown", Program.knowing(TokenSecret.next()));
        programs.put("mistyped", Program.knowing(known.substring(0, 51) + (known.endsWith("0") ? '1' : '0')));
        programs.put("cut off", Program.knowing(known.substring(0, 30)));
        programs.put("empty", Program.knowing(""));
        programs.put("of another kind", Program.knowing("eyJhbGciOiJub25lIn0.e30."));
        programs.put("a cookie", Program.knowing(anna.cookie("CHATBOARD").orElseThrow()));
    }

    private Program program(String kind) {
        return Objects.requireNonNull(programs.get(kind));
    }

    private List<Route> routes() {
        String message = Program.message("by a program");
        String post = "/api/v1/rooms/" + room + "/messages";
        return List.of(
                new Route("GET", "/api/v1/users/me", "", "200", "403 insufficient_scope", "200"),
                new Route("GET", "/api/v1/users", "", "200", "403 insufficient_scope", "200"),
                new Route("GET", "/api/v1/sync", "", "200", "403 insufficient_scope", "200"),
                new Route("GET", post, "", "200", "403 insufficient_scope", "200"),
                new Route("HEAD", "/api/v1/sync", "", "200", "403", "200"),
                new Route("POST", post, message, "403 insufficient_scope", "201", "200"),
                new Route(
                        "POST",
                        "/api/v1/rooms/" + UUID.randomUUID() + "/messages",
                        message,
                        "403 insufficient_scope",
                        "404 not_found",
                        "404 not_found"),
                new Route(
                        "DELETE",
                        "/api/v1/users/me",
                        "",
                        "403 insufficient_scope",
                        "405 method_not_allowed",
                        "405 method_not_allowed"),
                new Route("GET", "/api/v1/nothing", "", "404 not_found", "403 insufficient_scope", "404 not_found"),
                new Route(
                        "GET",
                        "/api/v1/admin/audit",
                        "",
                        "403 insufficient_scope",
                        "403 insufficient_scope",
                        "403 insufficient_scope"),
                new Route(
                        "GET",
                        "/api/v1/tokens",
                        "",
                        "403 token_not_allowed",
                        "403 insufficient_scope",
                        "403 token_not_allowed"),
                new Route(
                        "POST",
                        "/api/v1/tokens",
                        Program.wish("child", "", "read"),
                        "403 insufficient_scope",
                        "403 token_not_allowed",
                        "403 token_not_allowed"),
                new Route(
                        "DELETE",
                        "/api/v1/tokens/" + program("read").id(),
                        "",
                        "403 insufficient_scope",
                        "403 token_not_allowed",
                        "403 token_not_allowed"),
                new Route(
                        "GET",
                        "/api/v1/session",
                        "",
                        "403 token_not_allowed",
                        "403 insufficient_scope",
                        "403 token_not_allowed"),
                new Route(
                        "DELETE",
                        "/api/v1/session",
                        "",
                        "403 insufficient_scope",
                        "403 token_not_allowed",
                        "403 token_not_allowed"),
                new Route("GET", "/api/v1/%74okens", "", "404 not_found", "403 insufficient_scope", "404 not_found"));
    }

    @TestFactory
    List<DynamicTest> everyTokenAtEveryRoute() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : routes()) {
            programs.forEach((kind, program) -> {
                String expected = switch (kind) {
                    case "read" -> route.read();
                    case "write" -> route.write();
                    case "both" -> route.admin();
                    default -> route.method().equals("HEAD") ? "401" : "401 invalid_token";
                };
                tests.add(DynamicTest.dynamicTest(
                        kind + ": " + route.method() + " " + route.path(),
                        () -> expect(expected, program.send(route.method(), route.path(), route.body()))));
            });
        }
        return tests;
    }

    private static void expect(String expected, HttpResponse<String> answer) {
        String[] parts = expected.split(" ", -1);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(parts[0]));
        if (parts.length > 1) {
            assertThat(Json.object(answer.body()).getString("code")).isEqualTo(parts[1]);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
        String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
        if (answer.statusCode() == 401) {
            assertThat(challenge).isEqualTo("Bearer error=\"invalid_token\"");
        } else if (expected.endsWith("insufficient_scope") || expected.equals("403")) {
            assertThat(challenge).startsWith("Bearer error=\"insufficient_scope\", scope=\"");
        } else {
            assertThat(challenge).isEmpty();
        }
        assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).isPresent();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void withACookieAndATokenTheTokenCounts() {
        HttpResponse<String> wrong = ben.send(Program.request("GET", "/api/v1/users/me", "")
                .header("Authorization", "Bearer " + program("revoked").secret()));
        expect("401 invalid_token", wrong);
        HttpResponse<String> annas = ben.send(Program.request("GET", "/api/v1/users/me", "")
                .header("Authorization", "Bearer " + program("read").secret()));
        assertThat(Json.object(annas.body()).getString("username")).isEqualTo(anna.username());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YW5uYTpwdw==", "Digest x", "bearerer x"})
    void otherWaysToSayWhoOneIsAreForProxiesAndDoNotStandInTheWay(String authorization) {
        HttpRequest.Builder request =
                Program.request("GET", "/api/v1/users/me", "").header("Authorization", authorization);
        assertThat(anna.send(request).statusCode()).isEqualTo(200);
        assertThat(Program.send(request).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer  "})
    void theWordBearerIsReadAsRfc9110Wants(String word) {
        HttpRequest.Builder request = Program.request("GET", "/api/v1/users/me", "")
                .header("Authorization", word + " " + program("read").secret());
        assertThat(Program.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void twoTokensAreNone() {
        HttpRequest.Builder request = Program.request("GET", "/api/v1/users/me", "")
                .header("Authorization", "Bearer " + program("read").secret())
                .header("Authorization", "Bearer " + program("both").secret());
        expect("401 invalid_token", Program.send(request));
    }

    /** However the address is written, the same rules hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%61pi/v1/users/me",
                "/api/%761/users/me",
                "/api;a=b/v1/users/me",
                "/api/v1;a=b/users/me",
                "/api/v1/users;a=b/me"
            })
    void noWayOfWritingAnAddressGetsPastTheRules(String path) {
        HttpResponse<String> writer = program("write").send("GET", path, "");
        assertThat(writer.statusCode()).as(writer.body()).isIn(400, 403, 404);
        HttpResponse<String> annas = anna.sendAsForeigner(Program.request("POST", path, "{}"));
        assertThat(annas.statusCode()).as(annas.body()).isIn(400, 403, 404);
        HttpResponse<String> read = program("read").get(path);
        if (read.statusCode() == 200) {
            assertThat(read.headers().firstValue("X-RateLimit-Remaining")).isPresent();
        }
    }

    @Test
    void aTokenOpensNoPages() {
        HttpRequest.Builder request = HttpRequest.newBuilder(ChatServer.shared().url("/dashboard"))
                .header("Authorization", "Bearer " + program("both").secret());
        assertThat(Program.send(request).headers().firstValue("Location").orElse(""))
                .contains("/login");
    }

    @Test
    void aTokenInTheAddressIsNone() {
        assertThat(Program.send(Program.request(
                                "GET",
                                "/api/v1/users/me?access_token="
                                        + program("both").secret(),
                                ""))
                        .statusCode())
                .isEqualTo(401);
    }
}
