package org.chatboard.harm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatboard.testing.Command;

/**
 * A wall clock for the server under test that jumps when told. Payara does not start with Debian's libfaketime within
 * three minutes, so this is 40 lines of C of our own, built with the machine's {@code cc}.
 */
public final class ServerClock {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path FOLDER = Path.of("target/it").toAbsolutePath();
    private static final Path LIBRARY = FOLDER.resolve("clock_offset.so");
    private static final Path OFFSET = FOLDER.resolve("clock-offset");

    private ServerClock() throws IOException {
        set(Duration.ZERO);
    }

    /** Builds it; empty on a machine without Linux or without a C compiler. */
    public static Optional<ServerClock> build() throws IOException {
        Command build = Command.run(
                List.of(
                        "sh",
                        "-c",
                        "test \"$(uname)\" = Linux && cc -O2 -shared -fPIC -o " + LIBRARY
                                + " src/test/c/clock_offset.c"),
                Map.of(),
                FOLDER.resolve("clock_offset.log"),
                LIMIT);
        return build.exitCode() == 0 ? Optional.of(new ServerClock()) : Optional.empty();
    }

    /** What the server's environment needs. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", LIBRARY.toString(), "CLOCK_OFFSET_FILE", OFFSET.toString());
    }

    /** Lets the clock jump to so much ahead of this machine's, or behind. */
    public void set(Duration ahead) throws IOException {
        // Written over, not replaced: the server has the file in its memory.
        byte[] seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toSeconds())
                .array();
        try (var file = new java.io.RandomAccessFile(OFFSET.toFile(), "rw")) {
            file.write(seconds);
        }
    }
}
