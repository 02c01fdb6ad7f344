package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What open sockets hold, which is what is gone once they are closed: the server keeps objects of requests for the next ones,
 * so what comes when they are opened says nothing. No database takes part.
 */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class SpentHandshakeIT {

    private static final int SOCKETS = 15;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String COPIES = "org.glassfish.tyrus.core.RequestContext";
    private static final String SESSIONS = "org.glassfish.tyrus.core.TyrusSession";

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

    /** Nearly all that the transport lets through in one message, and refused by what is behind it. */
    private static final byte[] LONG_TEXT =
            RawSocket.encoded(0x81, ("{\"type\":\"" + "x".repeat(60_000) + "\"}").getBytes(StandardCharsets.US_ASCII));

    private static final long MOST_BYTES = 20 * 1_024;

    @Test
    void openSocketsKeepNeitherTheirHandshakeNorLongMessages() {
        Person anna = Person.anna().joins();
        Histogram before = Histogram.ofServer();
        List<RawSocket> sockets =
                Stream.generate(() -> RawSocket.greeted(anna)).limit(SOCKETS).toList();
        sockets.forEach(socket -> {
            socket.write(LONG_TEXT);
            assertThat(socket.await(0x81).text()).contains("unknown_type");
        });
        Histogram open = await(now -> now.count(COPIES) <= before.count(COPIES));
        assertThat(open.count(SESSIONS)).isGreaterThanOrEqualTo(before.count(SESSIONS) + SOCKETS);
        sockets.forEach(RawSocket::close);
        Histogram closed = await(
                now -> now.count(SESSIONS) <= before.count(SESSIONS) && requests(now) <= requests(open) - SOCKETS);
        assertThat(NOT_KEPT)
                .allSatisfy(type -> assertThat(open.count(type) - closed.count(type))
                        .as(type)
                        .isLessThan(SOCKETS));
        assertThat(CHUNKS)
                .allSatisfy(type -> assertThat(open.count(type) - closed.count(type))
                        .as(type)
                        .isLessThan(2 * SOCKETS));
        assertThat(open.bytes("[B") - closed.bytes("[B")).isLessThan(SOCKETS * MOST_BYTES);
    }

    private static long requests(Histogram server) {
        return server.count("org.glassfish.grizzly.http.HttpServerFilter$ServerHttpRequestImpl");
    }

    private static Histogram await(Predicate<Histogram> rule) {
        long end = System.nanoTime() + LIMIT.toNanos();
        Histogram now = Histogram.ofServer();
        while (!rule.test(now)) {
            assertThat(System.nanoTime()).as("a second or two after").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            now = Histogram.ofServer();
        }
        return now;
    }
}
