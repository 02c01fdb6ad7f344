package org.chatboard.harm;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
        assertThat(call(script, "POST", "/flood", "").statusCode()).isEqualTo(204);
        try {
            expectBusy(call(script, "POST", hook, "{\"text\":\"Hi\"}"));
            expectBusy(call(script, "POST", toBen, Program.message("Hi")));
            expectBusy(call(script, "POST", "/api/v1/rooms/" + room + "/messages", Program.message("Hi")));
        } finally {
            call(script, "DELETE", "/flood", "");
        }
        assertThat(call(script, "POST", hook, "{\"text\":\"Hi\"}").statusCode()).isEqualTo(201);
        assertThat(call(script, "POST", toBen, Program.message("Hi")).statusCode())
                .isEqualTo(201);
    }

    private static void expectBusy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        JsonObject problem = Json.object(answer.body());
        assertThat(problem.getString("code")).isEqualTo("overloaded");
        assertThat(problem.getString("detail")).contains("try again");
    }

    private static HttpResponse<String> call(Program script, String method, String path, String json) {
        URI address = ChatServer.shared().url("/").resolve("/chatboard-it" + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).header("Authorization", "Bearer " + script.secret());
        return Program.send(
                json.isEmpty()
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(json)));
    }
}
