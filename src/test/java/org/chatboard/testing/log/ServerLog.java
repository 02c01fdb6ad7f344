package org.chatboard.testing.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;

/** The log of the server of this run, from a moment on: the whole one has the lines of all other tests. */
public final class ServerLog {

    /** The server writes from a thread of its own. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path file = ChatServer.shared().home().resolve("domains/chatboard/logs/server.log");

    private final long from;

    private ServerLog() {
        try {
            from = Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is written from now on. */
    public static ServerLog fromNow() {
        return new ServerLog();
    }

    /** All that was written since. */
    public String text() {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines written since with all of these words in them. */
    public Stream<String> lines(String... words) {
        return text().lines().filter(line -> Stream.of(words).allMatch(line::contains));
    }

    /**
     * Waits for a line with all of these words.
     *
     * @throws AssertionError when none comes
     */
    public String await(String... words) {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (; ; LockSupport.parkNanos(PAUSE.toNanos())) {
            Optional<String> line = lines(words).findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("no line with " + String.join(" and ", words) + " in:\n" + text());
            }
        }
    }
}
