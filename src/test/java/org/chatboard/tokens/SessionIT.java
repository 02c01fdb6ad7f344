package org.chatboard.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts sign in with name and password, as the page does. */
class SessionIT {

    private static final String PATH = "/api/v1/session";

    private final Person anna = Person.anna();

    @Test
    void aScriptSignsInSeesItselfAndSignsOut() {
        anna.signUp();
        HttpResponse<String> in = anna.postJson(PATH, credentials(anna.username(), anna.password()));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(201);
        assertThat(in.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("CHATBOARD=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax"));
        JsonObject session = anna.json(PATH);
        assertThat(Json.object(in.body())).isEqualTo(session);
        assertThat(session.getJsonObject("user").getString("username")).isEqualTo(anna.username());
        assertThat(session.getJsonObject("user").getString("name")).isEqualTo(anna.displayName());
        assertThat(session.getJsonObject("user").getJsonArray("roles").toString())
                .isEqualTo("[\"user\"]");
        assertThat(Instant.parse(session.getString("expiresAt")))
                .isBetween(Instant.now().plus(Duration.ofDays(6)), Instant.now().plus(Duration.ofDays(7)));
        assertThat(session.getInt("idleTimeout")).isEqualTo(43_200);
        assertThat(anna.open("/dashboard").uri().getPath()).isEqualTo("/chatboard/dashboard");
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            HttpResponse<String> out = anna.send(Program.request("DELETE", PATH, ""));
            assertThat(out.statusCode()).isEqualTo(204);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        assertThat(anna.cookie("CHATBOARD")).isEmpty();
        assertThat(anna.get(PATH).statusCode()).isEqualTo(401);
    }

    @Test
    void theSameNamesPassAsOnThePage() {
        anna.signUp();
        assertThat(anna.postJson(PATH, credentials(anna.email().toUpperCase(Locale.ROOT), anna.password()))
                        .statusCode())
                .isEqualTo(201);
        String first = anna.cookie("CHATBOARD").orElseThrow();
        assertThat(anna.postJson(PATH, credentials(anna.username(), anna.password()))
                        .statusCode())
                .isEqualTo(201);
        Visitor old = new Visitor();
        old.addCookie("CHATBOARD", first);
        assertThat(old.get("/api/v1/users/me").statusCode()).isEqualTo(401);
    }

    @Test
    void anUnknownNameAndAWrongPasswordLookTheSame() {
        anna.signUp();
        HttpResponse<String> wrong = anna.postJson(PATH, credentials(anna.username(), "not the password"));
        HttpResponse<String> unknown = anna.postJson(PATH, credentials("nobody-at-all", "not the password"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Cookie realm=\"chatboard\"");
        assertThat(Json.object(wrong.body()).getString("code")).isEqualTo("wrong_credentials");
        assertThat(unknown.body().replaceAll("\"requestId\":\"[^\"]*\"", ""))
                .isEqualTo(wrong.body().replaceAll("\"requestId\":\"[^\"]*\"", ""));
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void guessingIsSlowedDownThroughWhateverDoor() {
        anna.signUp();
        for (int i = 0; i < 3; i++) {
            assertThat(anna.postJson(PATH, credentials(anna.username(), "wrong " + i))
                            .statusCode())
                    .isEqualTo(401);
            anna.trySignIn(anna.open("/login"), anna.username(), "wrong too " + i);
        }
        HttpResponse<String> locked = anna.postJson(PATH, credentials(anna.username(), anna.password()));
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(Json.object(locked.body()).getString("code")).isEqualTo("too_many_failures");
        assertThat(Integer.parseInt(locked.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"username\":\"x\"}                                  | password | missing",
                "{\"password\":\"x\"}                                  | username | missing",
                "{\"username\":7,\"password\":\"x\"}                   | username | wrong_type",
                "{\"username\":\"x\",\"password\":[]}                  | password | wrong_type",
                "{\"username\":\"x\",\"password\":\"x\",\"admin\":true} | admin    | unknown_field",
                "{\"username\":\"LONG\",\"password\":\"x\"}            | username | too_long",
                "{\"username\":\"x\",\"password\":\"LONG\"}            | password | too_long"
            })
    void whatCannotBeUsedIsRefusedByName(String body, String field, String code) {
        HttpResponse<String> answer = new Visitor().postJson(PATH, body.replace("LONG", "x".repeat(255)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject error = Json.object(answer.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"GET", "DELETE", "PUT", "HEAD"})
    void withoutASignInThereIsNone(String method) {
        assertThat(new Visitor().send(Program.request(method, PATH, "")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void noForeignPageSignsAnybodyIn() {
        anna.signUp();
        String body = credentials(anna.username(), anna.password());
        HttpRequest.Builder foreign = Program.request("POST", PATH, body).header("Origin", "https://evil.example");
        assertThat(new Visitor().sendAsForeigner(foreign).statusCode()).isEqualTo(403);
        HttpRequest.Builder form = HttpRequest.newBuilder(ChatServer.shared().url(PATH))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        assertThat(new Visitor().sendAsForeigner(form).statusCode()).isEqualTo(415);
    }

    private static String credentials(String username, String password) {
        return "{\"username\":" + Json.quoted(username) + ",\"password\":" + Json.quoted(password) + "}";
    }
}
