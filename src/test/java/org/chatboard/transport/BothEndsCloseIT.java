package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.Test;

/**
 * The server keeps its objects of a request for the next one. If it let go of those of a socket while bytes of its client
 * are on their way, two requests would get the same ones, and what belongs to one person would be another's. The first sign
 * are exceptions about things that are not there.
 */
class BothEndsCloseIT {

    private static final int ROUNDS = 10;
    private static final int DEVICES = 15;
    private static final byte[] CLOSE = RawSocket.encoded(0x88, new byte[] {0x03, (byte) 0xe8});
    private static final byte[] PING = RawSocket.encoded(0x89, new byte[100]);

    @Test
    void nothingOfASocketIsUsedAgainWhileItsClientSpeaks() throws ExecutionException, InterruptedException {
        int before = ChatServer.shared().log().length();
        ExecutorService clients = Executors.newFixedThreadPool(DEVICES);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Person anna = Person.anna().joins();
                List<RawSocket> sockets = Stream.generate(() -> RawSocket.greeted(anna))
                        .limit(DEVICES)
                        .toList();
                List<? extends Future<?>> closings = sockets.stream()
                        .map(socket -> clients.submit(() -> closeTogether(socket)))
                        .toList();
                assertThat(anna.sendJson("DELETE", "/api/v1/session", "").statusCode())
                        .isEqualTo(204);
                for (Future<?> closing : closings) {
                    closing.get();
                }
                sockets.forEach(RawSocket::close);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(ChatServer.shared().log().substring(before)).doesNotContain("NullPointerException");
    }

    /** Answers the close at once, and goes on as if it had not seen it. */
    private static void closeTogether(RawSocket socket) {
        socket.pour(PING, 2);
        // Bytes that cross with the end of the connection may cost the client the code: its machine forgets what it has
        // not read.
        assertThat(socket.closeCode()).isIn(4401, 1006);
        socket.pour(CLOSE, 1);
        socket.pour(PING, 3);
    }
}
