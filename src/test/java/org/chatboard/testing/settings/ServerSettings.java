package org.chatboard.testing.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.chatboard.testing.ChatServer;

/** Sets and forgets settings of the server of this run as an administrator does, without a restart. */
public final class ServerSettings {

    private static final Duration LIMIT = Duration.ofSeconds(150);

    /**
     * So long the server of this run keeps a value, each for itself, and also that there is none: a second in Payara, and
     * after it one in ChatBoard.
     */
    private static final Duration KEPT = Duration.ofMillis(2_500);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private ServerSettings() {}

    /**
     * Sets settings.
     *
     * @param values by key
     * @param isSeen whether ChatBoard goes by them
     */
    public static void set(Map<String, String> values, BooleanSupplier isSeen) {
        asadmin(values.entrySet().stream()
                .map(set -> "set-config-property --source=domain --propertyName=" + set.getKey() + " --propertyValue="
                        + set.getValue().replace(":", "\\:"))
                .collect(Collectors.joining("\n")));
        await(isSeen);
    }

    /** Goes back to what holds when nothing is set. */
    public static void forget(Collection<String> keys, BooleanSupplier isSeen) {
        asadmin(keys.stream()
                .map(key -> "delete-config-property --source=domain --propertyName=" + key)
                .collect(Collectors.joining("\n")));
        await(isSeen);
    }

    /**
     * Settings that were changed now are all seen after this, on the clock of {@link System#nanoTime()}: that one of them is
     * says nothing about the others.
     */
    public static long fresh() {
        return System.nanoTime() + KEPT.toNanos();
    }

    /** Before all of them are seen nobody asks: a sign-in that is to fail soon is locked out for a minute. */
    private static void await(BooleanSupplier isSeen) {
        long fresh = fresh();
        for (long left = KEPT.toNanos(); left > 0; left = fresh - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        long end = fresh + LIMIT.toNanos();
        while (!isSeen.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the settings are not seen within " + LIMIT);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void asadmin(String commands) {
        ChatServer server = ChatServer.shared();
        try {
            Path file = server.home().resolve("settings.asadmin");
            Files.writeString(file, commands + "\n");
            server.script("asadmin", "multimode", "--file", file.toString()).expectSuccess();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
