package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A database that neither answers nor hangs up: nobody waits for it longer than promised. What waits longest, a question
 * that the driver gives up after ten seconds, is the clock of these tests: everything else comes before its answer.
 */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
class HangIT {

    private final Postgres postgres = Postgres.shared().orElseThrow();
    private final Person anna = Person.anna().joins();
    private final Person ben = Person.ben().joins();

    @Test
    void pingsGreetingsAndProgramsAreAnsweredWhileAQuestionHangs() throws IOException {
        UUID clientId = UUID.randomUUID();
        String program = "{\"clientId\":\"" + clientId + "\",\"text\":\"by program\"}";
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            String room = annas.say(ben, "before").getString("roomId");
            String changes = "{\"type\":\"room.changes\",\"ref\":\"%s\",\"roomId\":\"" + room + "\",\"after\":0}";
            String messages = "/api/v1/rooms/" + room + "/messages";
            anna.get(messages);
            postgres.pause();
            try (ChatSocket late = ChatSocket.open(anna)) {
                annas.send(changes.formatted("slow"));
                annas.send("{\"type\":\"ping\"}");
                assertFirst(annas, "pong");

                HttpResponse<String> refused = anna.postJson(messages, program);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(Json.object(refused.body()).getString("code")).isEqualTo("unavailable");
                assertThat(refused.headers().firstValue("Retry-After").orElseThrow())
                        .matches("[1-3]");
                assertThat(late.closeCode()).isEqualTo(1012);

                annas.send("{\"type\":\"ping\"}");
                assertFirst(annas, "pong");
            } finally {
                postgres.resume();
            }
            annas.await("the answer that hung", HangIT::isSlow);
            HttpResponse<String> again = anna.postJson(messages, program);
            assertThat(again.statusCode()).as(again.body()).isIn(200, 201);
            assertThat(anna.json(messages).getJsonArray("messages"))
                    .extracting(message -> message.asJsonObject().getString("text"))
                    .containsExactly("before", "by program");
        }
    }

    private static void assertFirst(ChatSocket socket, String type) {
        JsonObject first = socket.await(
                type + " before what hangs", frame -> frame.getString("type").equals(type) || isSlow(frame));
        assertThat(first.getString("type")).isEqualTo(type);
    }

    private static boolean isSlow(JsonObject frame) {
        return frame.getString("type").equals("room.changes")
                || frame.getString("ref", "").equals("slow");
    }
}
