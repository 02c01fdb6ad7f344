package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The original ChatBoard's own socket, as its clients know it. */
class SeedSocketIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();

    @BeforeEach
    void bothAreSignedIn() {
        anna.joins();
        ben.joins();
    }

    @Test
    void bothSidesSeeAMessageAsTheOriginalSentIt() {
        try (ChatSocket annas = ChatSocket.open(anna, "/ws/chat/" + ben.username() + "/");
                ChatSocket bens = ChatSocket.open(ben, "/ws/chat/" + anna.id() + "/");
                ChatSocket modern = ChatSocket.greeted(ben)) {
            bens.send("{\"message\":\"Here I am\"}");
            bens.await("Ben's own", frame -> frame.containsKey("message"));
            annas.send("{\"message\":\"Hi!\"}");
            for (ChatSocket side : new ChatSocket[] {annas, bens}) {
                JsonObject said = side.await(
                        "the message",
                        frame -> frame.containsKey("message")
                                && frame.getString("message").equals("Hi!"));
                assertThat(said.keySet()).isEqualTo(Set.of("message", "sender", "timestamp", "id"));
                assertThat(said.getString("sender")).isEqualTo(anna.username());
                assertThat(Instant.parse(said.getString("timestamp")))
                        .isBefore(Instant.now().plusSeconds(60));
            }
            assertThat(modern.heard("Hi!").getString("sender")).isEqualTo(anna.username());
        }
    }

    @Test
    void theAddressWorksWithoutItsLastSlashToo() {
        try (ChatSocket annas = ChatSocket.open(anna, "/ws/chat/" + ben.username())) {
            annas.send("{\"message\":\"Hi!\"}");
            annas.await("the message", frame -> frame.containsKey("message"));
        }
    }

    @Test
    void anUnknownPersonEndsTheConnection() {
        try (ChatSocket annas = ChatSocket.open(anna, "/ws/chat/nobody-at-all/")) {
            assertThat(annas.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void badInputIsRefusedAndTheSocketStaysUsable() {
        try (ChatSocket annas = ChatSocket.open(anna, "/ws/chat/" + ben.username() + "/")) {
            for (String bad :
                    new String[] {"", "Hi", "{\"message\":\"\"}", "{\"message\":7}", "{\"text\":\"Hi\"}", "{\"z\":["}) {
                annas.send(bad);
                JsonObject error = annas.await("an error for " + bad, frame -> frame.containsKey("error"));
                assertThat(Texts.givesAway(error.toString())).isFalse();
            }
            annas.send("{\"message\":\"Still here\"}");
            annas.await(
                    "the message",
                    frame -> frame.containsKey("message")
                            && frame.getString("message").equals("Still here"));
        }
    }
}
