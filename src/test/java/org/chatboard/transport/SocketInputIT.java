package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** More than anybody should send, or less: floods and half things end their own connection and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class SocketInputIT {

    private static final int TEXT = 0x81;
    private static final int TEXT_BEGINS = 0x01;
    private static final int GOES_ON = 0x00;
    private static final int PING = 0x89;

    private static final long MEGABYTE = 1_024 * 1_024;
    private static final Duration LET_GO = Duration.ofSeconds(30);

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.carla();
    private final List<AutoCloseable> open = new ArrayList<>();
    private ChatSocket bystander;

    @BeforeAll
    void peopleAreThere() {
        anna.joins();
        ben.joins();
        carla.joins();
        bystander = ChatSocket.greeted(carla);
    }

    @AfterAll
    void everybodyLeaves() throws Exception {
        bystander.close();
        for (AutoCloseable socket : open) {
            socket.close();
        }
    }

    @Test
    @Order(1)
    void unfinishedMessagesTakeNoMoreMemoryThanOneMessageEach() {
        long before = Histogram.ofServer().bytes();
        byte[] piece = "x".repeat(65_000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 15; i++) {
            greeted(anna).write(RawSocket.encoded(TEXT_BEGINS, piece));
        }
        List<RawSocket> floods = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RawSocket flood = greeted(ben);
            flood.write(RawSocket.encoded(TEXT_BEGINS, new byte[] {'{'}));
            flood.pour(RawSocket.encoded(GOES_ON, piece), 2_400);
            floods.add(flood);
        }
        assertThat(floods).allSatisfy(flood -> assertThat(flood.closeCode()).isEqualTo(4413));
        // The index of search may have thousands of earlier messages in hand, for a moment.
        long end = System.nanoTime() + LET_GO.toNanos();
        long grew = Histogram.ofServer().bytes() - before;
        while (grew >= 20 * MEGABYTE && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            grew = Histogram.ofServer().bytes() - before;
        }
        assertThat(grew).isLessThan(20 * MEGABYTE);
        assertThat(bystander.isUsable()).isTrue();
    }

    @Test
    @Order(1)
    void piecesOfNothingAreCountedToo() {
        RawSocket flood = greeted(ben);
        flood.write(RawSocket.encoded(TEXT_BEGINS, new byte[0]));
        flood.pour(RawSocket.encoded(GOES_ON, new byte[0]), 300_000);
        assertThat(flood.closeCode()).isEqualTo(4429);
        assertThat(bystander.isUsable()).isTrue();
    }

    @Test
    @Order(1)
    void tenThousandPingsAreTooMany() {
        RawSocket flood = greeted(ben);
        flood.pour(RawSocket.encoded(PING, "x".repeat(125).getBytes(StandardCharsets.US_ASCII)), 10_000);
        assertThat(flood.closeCode()).isEqualTo(4429);
        assertThat(bystander.isUsable()).isTrue();
    }

    @Test
    @Order(1)
    void theSocketOfTheOriginalIsGuardedToo() {
        try (RawSocket seed = new RawSocket()) {
            String path = "/ws/chat/" + anna.username() + "/";
            assertThat(seed.ask("GET", path, RawSocket.handshake(ben)).status()).isEqualTo(101);
            seed.write(RawSocket.header(TEXT, 100_000_000, new byte[0]));
            assertThat(seed.closeCode()).isEqualTo(4413);
        }
    }

    @Test
    @Order(1)
    void typingIsToldOnceHoweverOftenItIsSaid() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            String room = annas.say(carla, "hello").getString("roomId");
            bystander.heard("hello");
            for (int i = 0; i < 200; i++) {
                annas.send("{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}");
            }
            annas.settle();
            bystander.await("typing");
            assertThat(bystander.settle().stream()
                            .filter(frame -> frame.getString("type").equals("typing")))
                    .hasSizeLessThan(5);
        }
    }

    @Test
    @Order(2)
    void whoPostsTooFastIsToldAndInTheEndClosed() {
        String room;
        try (ChatSocket bens = ChatSocket.greeted(ben)) {
            room = bens.say(anna, "That will do.").getString("roomId");
        }
        RawSocket flood = greeted(ben);
        List<JsonObject> refusals = new ArrayList<>();
        long posts = 0;
        int code = 0;
        while (code == 0 && posts < 1_000_000) {
            for (int i = 0; i < 50; i++) {
                String post = Json.postIn(room, UUID.randomUUID(), "flood " + posts++);
                flood.pour(RawSocket.encoded(TEXT, post.getBytes(StandardCharsets.UTF_8)), 1);
            }
            for (int answers = 0; answers < 50 && code == 0; ) {
                RawSocket.Frame next = flood.next();
                if (next.first() == 0x88) {
                    code = next.closeCode();
                    continue;
                }
                for (JsonObject frame : Json.frames(next.text())) {
                    boolean isRefusal = frame.getString("type").equals("error");
                    answers += isRefusal || frame.getString("type").equals("message.posted") ? 1 : 0;
                    if (isRefusal) {
                        refusals.add(frame);
                    }
                }
            }
        }
        assertThat(refusals).isNotEmpty().allSatisfy(refusal -> {
            assertThat(refusal.getString("code")).isIn("too_many", "unavailable");
            assertThat(refusal.getInt("retryAfter")).isPositive();
            assertThat(refusal.getString("clientId")).isNotBlank();
        });
        assertThat(code).isEqualTo(4429);
        assertThat(bystander.isUsable()).isTrue();
    }

    private RawSocket greeted(Person person) {
        RawSocket socket = RawSocket.greeted(person);
        open.add(socket);
        return socket;
    }
}
