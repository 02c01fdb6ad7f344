package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Clients whose line went dead without a word. It takes the real minute, and no database has a part in it: one run is
 * enough. That a client finds a dead server is shown by {@code socket.test.js}.
 */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class DeadPeerIT {

    private static final Duration PROMISED = Duration.ofSeconds(80);
    private static final int MOST_CONNECTIONS = 20;

    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        heartbeat.shutdownNow();
    }

    @Test
    void theDeadAreLetGoAndTheLivingStay() {
        Person anna = Person.anna().joins();
        Person ben = Person.ben().joins();
        Person carla = Person.carla().joins();
        List<ChatSocket> later = new ArrayList<>();
        try (BlackHole hole = new BlackHole();
                ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket carlas = ChatSocket.greeted(carla);
                ChatSocket bensDead = ChatSocket.open(ben, hole.port());
                ChatSocket carlasDead = ChatSocket.open(carla, hole.port());
                RawSocket halfAFrame = RawSocket.greeted(carla)) {
            halfAFrame.write(RawSocket.header(0x81, 1_000, "half".getBytes(StandardCharsets.US_ASCII)));
            bensDead.await("hello");
            carlasDead.await("hello");
            annas.say(ben, "Hi Ben");
            annas.say(carla, "Hi Carla");
            annas.drain();
            ScheduledFuture<?> beating = heartbeat.scheduleAtFixedRate(
                    () -> List.of(annas, carlas).forEach(socket -> socket.send("{\"type\":\"ping\"}")),
                    20,
                    20,
                    TimeUnit.SECONDS);

            hole.swallow();
            bensDead.send("{\"type\":\"ping\"}");
            long start = System.nanoTime();
            JsonObject gone =
                    annas.await("somebody gone", frame -> isGone(frame, ben) || isGone(frame, carla), PROMISED);
            assertThat(gone.getString("userId"))
                    .as("Carla is here with another connection")
                    .isEqualTo(ben.id().toString());
            assertThat((System.nanoTime() - start) / 1_000_000_000)
                    .as("seconds; who says nothing for one heartbeat is not gone yet")
                    .isGreaterThan(25);

            assertThat(halfAFrame.closeCode(Duration.ofSeconds(20)))
                    .as("half a frame and then silence is no sign of life")
                    .isEqualTo(4408);

            // The dead one counts no longer, not even among the connections one person may have.
            for (int i = 0; i < MOST_CONNECTIONS; i++) {
                later.add(greetedSoon(ben));
            }
            assertThat(beating.isDone()).isFalse();
            assertThat(carlas.isUsable()).isTrue();
            assertThat(annas.settle()).noneMatch(frame -> isGone(frame, carla));
        } finally {
            later.forEach(ChatSocket::close);
        }
    }

    /** Presence and the closing of silent sockets have clocks of their own, which tick at most a second apart. */
    private static ChatSocket greetedSoon(Person person) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            ChatSocket socket = ChatSocket.open(person);
            try {
                socket.await("hello");
                return socket;
            } catch (AssertionError turnedAway) {
                socket.close();
                if (System.nanoTime() > end) {
                    throw turnedAway;
                }
            }
        }
    }

    private static boolean isGone(JsonObject frame, Person person) {
        return frame.getString("type").equals("presence.changed")
                && frame.getString("userId").equals(person.id().toString())
                && frame.getString("state").equals("offline");
    }
}
