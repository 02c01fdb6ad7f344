package org.chatboard.harm;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.InContainer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.tokens.Program;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A ChatBoard whose threads hang and whose queue is full: another one beside that of the other tests, with the same people. */
@ArquillianTest
class FullQueueIT {

    private static final int TRIES = 4;

    @Deployment(testable = false)
    static WebArchive chatboard() {
        return InContainer.chatboard().addClass(FloodServlet.class);
    }

    @Test
    void whoeverPostsIsToldToTryAgainAndThenItWorks() {
        Person anna = Person.anna().joins();
        Person ben = Person.ben().joins();
        Program script = Program.of(anna, "read", "write");
        String room = Json.object(anna.postJson("/api/v1/rooms", "{\"kind\":\"CLOSED\",\"name\":\"Build\"}")
                        .body())
                .getString("id");
        String hook = Json.object(
                        anna.postJson("/api/v1/webhooks/incoming", "{\"roomId\":\"" + room + "\",\"name\":\"Jenkins\"}")
                                .body())
                .getString("path")
                .replaceFirst("^/chatboard", "");
        String toBen = "/api/v1/users/" + ben.username() + "/messages";
        assertThat(call(script, "GET", "/api/v1/users/me", "").statusCode()).isEqualTo(200);
        try {
            expectBusy(script, hook, "{\"text\":\"Hi\"}");
            expectBusy(script, toBen, Program.message("Hi"));
            expectBusy(script, "/api/v1/rooms/" + room + "/messages", Program.message("Hi"));
        } finally {
            call(script, "GET", "/flood", "");
        }
        expectStored(script, hook, Program.message("Hi"));
        expectStored(script, toBen, Program.message("Hi"));
    }

    /** What one of the threads was at before leaves one place in the queue when it is done: then once more. */
    private static HttpResponse<String> answerOfAFullOne(Program script, String path, String json) {
        for (int i = 0; ; i++) {
            assertThat(call(script, "POST", "/flood", "").statusCode()).isEqualTo(204);
            HttpResponse<String> answer = call(script, "POST", path, json);
            if (i == TRIES || !answer.body().contains("\"unavailable\"")) {
                return answer;
            }
        }
    }

    private static void expectBusy(Program script, String path, String json) {
        HttpResponse<String> answer = answerOfAFullOne(script, path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        JsonObject problem = Json.object(answer.body());
        assertThat(problem.getString("code")).isEqualTo("overloaded");
        assertThat(problem.getString("detail")).contains("try again");
    }

    /** A hundred thousand tasks take a moment to go. */
    private static void expectStored(Program script, String path, String json) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        HttpResponse<String> answer = call(script, "POST", path, json);
        while (answer.statusCode() == 503 && System.nanoTime() < deadline) {
            answer = call(script, "POST", path, json);
        }
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    }

    private static HttpResponse<String> call(Program script, String method, String path, String json) {
        URI address = ChatServer.shared().url("/").resolve(InContainer.CONTEXT + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).header("Authorization", "Bearer " + script.secret());
        return Program.send(
                json.isEmpty()
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(json)));
    }
}
