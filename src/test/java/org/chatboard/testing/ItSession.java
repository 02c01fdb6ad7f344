package org.chatboard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.chatboard.testing.contract.Witness;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts one ChatBoard for the integration tests of this process and stops it behind the last one. Only with
 * {@code -Dchatboard.it=h2} or {@code -Dchatboard.it=postgres}, so that the unit tests stay without a server.
 */
public final class ItSession implements LauncherSessionListener {

    /** Which of the processes that share a run of the tests this is, from 1; each has a server and ports of its own. */
    static final int FORK = Integer.getInteger("chatboard.fork", 1);

    private static final String DATABASE = System.getProperty("chatboard.it", "");
    private static final Path SEEN = Witness.file(DATABASE, FORK);

    private @Nullable Postgres postgres;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (DATABASE.isEmpty() || ChatServer.isShared()) {
            return;
        }
        try {
            Files.deleteIfExists(SEEN);
            Map<String, String> environment = Map.of();
            if (DATABASE.equals("postgres")) {
                postgres = Postgres.start();
                environment = postgres.environment();
            }
            ChatServer server = ChatServer.share(DATABASE + "-" + FORK, environment);
            System.setProperty("chatboard.admin.port", String.valueOf(server.adminPort()));
            System.setProperty("chatboard.admin.password", server.adminPassword());
        } catch (IOException | RuntimeException | AssertionError e) {
            // Thrown from here, it would be a run without tests, which passes.
            ChatServer.failed(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (!ChatServer.isShared()) {
            return;
        }
        try {
            Witness.save(SEEN);
            ChatServer.shared().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            stopPostgres();
        }
    }

    private void stopPostgres() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
