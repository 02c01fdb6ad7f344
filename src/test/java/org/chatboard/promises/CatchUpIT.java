package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.chatboard.testing.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever was away gets exactly what they missed, however much, while others go on talking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatchUpIT {

    /** On H2, where a test has no hand in the database, no more than one person may say at once. */
    private static final int MISSED =
            Postgres.shared().isPresent() ? Integer.getInteger("promises.missed", 10_000) : 600;

    private static final int MEANWHILE = 300;

    /** Promised are five seconds, which a machine that does a lot else may miss; this only ends what hangs. */
    private static final long LONGEST_MILLIS = 60_000;

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final ExecutorService others = Executors.newSingleThreadExecutor();
    private String room = "";

    @BeforeAll
    void annaTalksWhileBenIsAway() throws SQLException {
        anna.joins();
        ben.joins();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            room = socket.say(ben, "message 1").getString("roomId");
        }
        if (Postgres.shared().isPresent()) {
            store(2, MISSED);
        } else {
            try (Poster annas = new Poster(anna, room)) {
                annas.post(2, MISSED);
            }
        }
    }

    /** What Anna would have said in the course of a day: nobody may say so much at once. */
    private void store(int from, int to) throws SQLException {
        try (Connection connection = Postgres.shared().orElseThrow().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into messages (id, room_id, seq, change, sender_id, client_id, body, created_at)
                    select gen_random_uuid(), '%s', n, n, '%s', gen_random_uuid(), 'message ' || n, now()
                    from generate_series(%d, %d) n""".formatted(room, anna.id(), from, to));
            statement.execute(
                    "update rooms set last_seq = %2$d, last_change = %2$d where id = '%1$s'".formatted(room, to));
        }
    }

    @AfterAll
    void stop() {
        others.shutdownNow();
    }

    @Test
    void thousandsOfMissedMessagesComeWithoutGapAndOverlapWhileNewOnesArrive() throws IOException {
        List<JsonObject> shown = new ArrayList<>();
        try (ChatSocket bens = ChatSocket.open(ben);
                Poster annas = new Poster(anna, room)) {
            JsonObject hello = bens.await("hello").getJsonArray("rooms").getJsonObject(0);
            assertThat(hello.getInt("lastChange")).isEqualTo(MISSED);
            assertThat(hello.getInt("unread")).isEqualTo(Math.min(1_000, MISSED));
            CompletableFuture<Void> meanwhile =
                    CompletableFuture.runAsync(() -> annas.post(MISSED + 1, MISSED + MEANWHILE), others);
            long start = System.nanoTime();
            long upTo = catchUp(bens, 0, shown);
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertThat(shown).hasSizeGreaterThanOrEqualTo(MISSED);

            meanwhile.join();
            for (long last = upTo; last < MISSED + MEANWHILE; ) {
                long known = last;
                JsonObject message = bens.await(
                                "what came after " + known,
                                frame -> frame.getString("type").equals("message.posted")
                                        && change(frame.getJsonObject("message")) > known)
                        .getJsonObject("message");
                shown.add(message);
                last = change(message);
            }
            expectAll(shown, 1, MISSED + MEANWHILE);
            Path report = Path.of("target/promises/catch-up-" + System.getProperty("chatboard.it", "?") + ".txt");
            Files.createDirectories(report.getParent());
            Files.writeString(report, shown.size() + " messages; " + MISSED + " missed ones in " + millis + " ms\n");
            assertThat(millis).isLessThan(LONGEST_MILLIS);
        }
    }

    @Test
    void whoeverKnowsPartOfItGetsJustTheRest() {
        try (ChatSocket bens = ChatSocket.greeted(ben)) {
            for (long after : new long[] {0, 1, 199, 200, 201, MISSED / 2, MISSED - 200, MISSED - 1, MISSED}) {
                List<JsonObject> rest = new ArrayList<>();
                long upTo = catchUp(bens, after, rest);
                assertThat(upTo).isGreaterThanOrEqualTo(MISSED);
                expectAll(rest, after + 1, upTo);
            }
        }
    }

    /** Asks on until nothing is missing; returns the last change known then. */
    static long catchUp(ChatSocket socket, String room, long after, List<JsonObject> messages) {
        long upTo = after;
        boolean more = true;
        while (more) {
            socket.send("{\"type\":\"room.changes\",\"roomId\":\"" + room + "\",\"after\":" + upTo + "}");
            JsonObject page = socket.await("room.changes");
            for (JsonObject message : page.getJsonArray("messages").getValuesAs(JsonObject.class)) {
                assertThat(change(message)).isGreaterThan(upTo);
                upTo = change(message);
                messages.add(message);
            }
            assertThat(page.getJsonNumber("upTo").longValue()).isEqualTo(upTo);
            more = page.getBoolean("more");
        }
        return upTo;
    }

    private long catchUp(ChatSocket socket, long after, List<JsonObject> messages) {
        return catchUp(socket, room, after, messages);
    }

    private static void expectAll(List<JsonObject> messages, long from, long to) {
        assertThat(messages)
                .extracting(message -> message.getJsonNumber("seq").longValue())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(from, to).boxed().toList());
        assertThat(messages)
                .extracting(message -> message.getString("text"))
                .containsExactlyElementsOf(LongStream.rangeClosed(from, to)
                        .mapToObj(n -> "message " + n)
                        .toList());
    }

    private static long change(JsonObject message) {
        return message.getJsonNumber("change").longValue();
    }
}
