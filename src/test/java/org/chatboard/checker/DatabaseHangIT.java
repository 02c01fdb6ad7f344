package org.chatboard.checker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Postgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A database that neither answers nor hangs up. H2 lives in the server's own process and cannot do that. */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
class DatabaseHangIT {

    private static final long TOLD_WITHIN_MILLIS = 3_000;

    private final Postgres postgres = Postgres.shared().orElseThrow();
    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private String room = "";

    @BeforeEach
    void theyTalk() {
        anna.joins();
        ben.joins();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            room = socket.say(ben, "before").getString("roomId");
        }
    }

    @Test
    void everybodyBehindAHangingPostIsTold() throws IOException {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID byName = UUID.randomUUID();
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            postgres.pause();
            try {
                long start = System.nanoTime();
                annas.send(Json.postIn(room, first, "first"));
                annas.send(Json.postTo(ben.username(), byName, "by name"));
                bens.send(Json.postIn(room, second, "second"));

                assertUnavailable(annas.answered(first));
                assertUnavailable(annas.answered(byName));
                assertUnavailable(bens.answered(second));
                assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(TOLD_WITHIN_MILLIS);
            } finally {
                postgres.resume();
            }
        }
        // Sent again, all are stored, and each once.
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            annas.send(Json.postIn(room, first, "first"));
            annas.send(Json.postIn(room, byName, "by name"));
            bens.send(Json.postIn(room, second, "second"));
            annas.acknowledged(first);
            annas.acknowledged(byName);
            bens.acknowledged(second);
        }
        assertThat(ben.json("/api/v1/rooms/" + room + "/messages").getJsonArray("messages"))
                .extracting(message -> message.asJsonObject().getString("text"))
                .containsExactlyInAnyOrder("before", "first", "by name", "second");
    }

    /** The commit takes longer than the driver waits: it is done, and nobody has heard of it. */
    @Test
    void aCommitWhoseAnswerIsLostReachesTheReadersAfterAll() throws SQLException {
        UUID clientId = UUID.randomUUID();
        execute("""
                create function linger() returns trigger language plpgsql as
                $$ begin if new.body = 'lingers' then perform pg_sleep(13); end if; return null; end $$""");
        execute("""
                create constraint trigger lingering after insert on messages
                deferrable initially deferred for each row execute function linger()""");
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            annas.send(Json.postIn(room, clientId, "lingers"));
            assertUnavailable(annas.answered(clientId));
            JsonObject answer = sentUntilStored(annas, clientId);
            assertThat(bens.heard("lingers").getString("id"))
                    .isEqualTo(answer.getJsonObject("message").getString("id"));
        } finally {
            execute("drop trigger lingering on messages");
            execute("drop function linger()");
        }
    }

    /** Whoever does not wait as told is a flood, and ends as one. */
    private JsonObject sentUntilStored(ChatSocket socket, UUID clientId) {
        while (true) {
            socket.send(Json.postIn(room, clientId, "lingers"));
            JsonObject answer = socket.answered(clientId);
            if (!answer.getString("type").equals("error")) {
                return answer;
            }
            LockSupport.parkNanos(
                    Duration.ofSeconds(answer.getInt("retryAfter")).toNanos());
        }
    }

    private static void assertUnavailable(JsonObject answer) {
        assertThat(answer.getString("type")).isEqualTo("error");
        assertThat(answer.getString("code")).isEqualTo("unavailable");
        assertThat(answer.getInt("retryAfter")).isPositive();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
