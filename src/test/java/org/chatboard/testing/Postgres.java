package org.chatboard.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL 15 of its own, from Maven Central, empty at the start and gone at the end. */
public final class Postgres implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Path HOME =
            Path.of("target/it", "postgres-data-" + ItSession.FORK).toAbsolutePath();
    private static final Path DATA = HOME.resolve("data");

    private static final Pattern SETTING = Pattern.compile("([a-z_]+)=(\\S+)");

    private static @Nullable Postgres shared;

    private final EmbeddedPostgres server;
    private List<String> command = List.of();

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts it on a free port of the loopback interface. It does not wait for the disk, unless {@code
     * -Dchatboard.it.durable=true} asks for what a server in earnest does. {@code -Dchatboard.it.postgres=NAME=VALUE} sets
     * something else, several with spaces between.
     */
    public static Postgres start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(HOME.resolve("server").toFile())
                .setDataDirectory(DATA)
                .setCleanDataDirectory(true);
        if (Boolean.getBoolean("chatboard.it.durable")) {
            builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
        }
        SETTING.matcher(System.getProperty("chatboard.it.postgres", ""))
                .results()
                .forEach(setting -> builder.setServerConfig(setting.group(1), setting.group(2)));
        shared = new Postgres(builder.start());
        return shared;
    }

    /** The one behind the server of this run; empty when that has another database. */
    public static Optional<Postgres> shared() {
        return Optional.ofNullable(shared);
    }

    /** Where its data is. */
    public Path data() {
        return DATA;
    }

    /** What {@code deploy.sh} needs to use it. */
    public Map<String, String> environment() {
        return Map.of(
                "CHATBOARD_DB_URL", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                "CHATBOARD_DB_USER", "postgres",
                "CHATBOARD_DB_PASSWORD", "postgres");
    }

    /** A connection past ChatBoard. */
    public Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** Ends all its processes at once, as a power cut would, and waits until they are gone. */
    public void kill9() throws IOException {
        command = arguments();
        List<ProcessHandle> processes = processes().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    /** Starts it again after {@link #kill9()} with the same arguments and waits until it answers. */
    public void restart() throws IOException {
        Files.deleteIfExists(DATA.resolve("postmaster.pid"));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        HOME.resolve("restart.log").toFile()))
                .start();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("PostgreSQL does not come back");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Stops all its processes where they are: it neither answers nor hangs up. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause()}. */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        List<String> words = new ArrayList<>(List.of("kill", "-" + name));
        processes().forEach(process -> words.add(String.valueOf(process.pid())));
        new ProcessBuilder(words).start().onExit().join();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(DATA.resolve("postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static Stream<ProcessHandle> processes() throws IOException {
        ProcessHandle postmaster = postmaster();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    }

    /** The words it was started with; root needs another user namespace, because PostgreSQL refuses to run as root. */
    private static List<String> arguments() throws IOException {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("unshare", "-U"));
        }
        Path commandLine = Path.of("/proc", String.valueOf(postmaster().pid()), "cmdline");
        words.addAll(List.of(Files.readString(commandLine).split("\0")));
        return words;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
