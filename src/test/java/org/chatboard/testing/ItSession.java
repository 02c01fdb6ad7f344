package org.chatboard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts one ChatBoard for a whole run of integration tests and stops it behind the last one. Only with
 * {@code -Dchatboard.it=h2} or {@code -Dchatboard.it=postgres}, so that the unit tests stay without a server.
 */
public final class ItSession implements LauncherSessionListener {

    private @Nullable Postgres postgres;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String database = System.getProperty("chatboard.it", "");
        if (database.isEmpty() || ChatServer.isShared()) {
            return;
        }
        try {
            Map<String, String> environment = Map.of();
            if (database.equals("postgres")) {
                postgres = Postgres.start();
                environment = postgres.environment();
            }
            ChatServer server = ChatServer.share(database, environment);
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
            ChatServer.shared().close();
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
