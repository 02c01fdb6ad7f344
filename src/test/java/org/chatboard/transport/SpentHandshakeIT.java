package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What open sockets add to the heap. Requests are used again, and those of earlier tests may go meanwhile, so it may be less
 * than what they hold. No database takes part.
 */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class SpentHandshakeIT {

    private static final int SOCKETS = 15;
    private static final int DEVICES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String COPIES = "org.glassfish.tyrus.core.RequestContext";
    /** Of each kind a socket keeps one, for all places where the server has one. */
    private static final List<String> CHUNKS = List.of(
            "org.glassfish.grizzly.http.util.ByteChunk",
            "org.glassfish.grizzly.http.util.CharChunk",
            "org.glassfish.grizzly.http.util.BufferChunk");

    private static final List<String> NOT_KEPT = List.of(
            COPIES,
            "org.glassfish.grizzly.http.Cookie",
            "org.glassfish.grizzly.http.util.UEncoder",
            "com.sun.jaspic.config.servlet.HttpMessageInfo");

    @Test
    void openSocketsDoNotKeepTheirHandshake() {
        Person anna = Person.anna().joins();
        Histogram before = Histogram.ofServer();
        List<RawSocket> sockets =
                Stream.generate(() -> RawSocket.greeted(anna)).limit(SOCKETS).toList();
        Histogram open = awaitCopies(before.count(COPIES));
        sockets.forEach(RawSocket::close);
        assertThat(NOT_KEPT)
                .allSatisfy(type -> assertThat(open.count(type) - before.count(type))
                        .as(type)
                        .isLessThan(SOCKETS));
        assertThat(CHUNKS)
                .allSatisfy(type -> assertThat(open.count(type) - before.count(type))
                        .as(type)
                        .isLessThan(2 * SOCKETS));
    }

    /** Each in an HTTP session of its own, which lives on. */
    @Test
    void socketsThatCloseAtOnceDoNotEither() {
        Person anna = Person.anna().joins();
        List<Person> devices = Stream.generate(() -> anna.atAnotherDevice().signIn())
                .limit(DEVICES)
                .toList();
        Histogram before = Histogram.ofServer();
        devices.forEach(device -> RawSocket.greeted(device).close());
        awaitCopies(before.count(COPIES));
    }

    /** A second or two after. */
    private static Histogram awaitCopies(long most) {
        long end = System.nanoTime() + LIMIT.toNanos();
        Histogram now = Histogram.ofServer();
        while (now.count(COPIES) > most) {
            assertThat(System.nanoTime())
                    .as("%d copies, not %d", now.count(COPIES), most)
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            now = Histogram.ofServer();
        }
        return now;
    }
}
