package org.chatboard.checker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chatboard.checker.Client.Close;
import org.chatboard.harm.Jvm;
import org.chatboard.harm.ServerClock;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Command;
import org.jspecify.annotations.Nullable;

/** What goes wrong with the server. */
final class ServerFaults {

    private static final int RESTART = 1012;
    private static final String CLASS_LOADER = "org.glassfish.web.loader.WebappClassLoader";
    private static final Duration HOUR = Duration.ofHours(1);

    /** How long the clock stays wrong, in milliseconds: longer than what looks every five seconds sleeps. */
    private static final long WRONG = 7_000;

    /**
     * Class loaders that Payara, the JDK and the threads of the pool hold at most besides the one that serves: the first
     * version's, the last one's, and those in the caches of the threads that accept requests.
     */
    private static final long HELD = 4;

    private final Report report;
    private final Optional<ServerClock> clock;
    private boolean canJumpNow;
    private @Nullable Long loaders;

    ServerFaults(Report report) throws IOException {
        this.report = report;
        this.clock = ServerClock.build();
    }

    boolean canJump() {
        return clock.isPresent();
    }

    void kill() throws IOException {
        ChatServer server = ChatServer.shared();
        server.kill9();
        if (clock.isPresent()) {
            clock.get().set(Duration.ZERO);
        }
        server.start(clock.map(ServerClock::environment).orElse(Map.of()));
        canJumpNow = clock.isPresent();
        loaders = null;
    }

    void redeploy(List<Talk> talks) throws IOException {
        if (loaders == null) {
            loaders = Jvm.count(CLASS_LOADER);
        }
        ClosedBy closed = new ClosedBy(talks);
        ChatServer.shared().redeploy();
        closed.with(RESTART, report);
        report.atMost("class loaders left by redeploys", Jvm.count(CLASS_LOADER) - loaders, HELD);
    }

    void deployBroken(List<Talk> talks) throws IOException {
        ChatServer server = ChatServer.shared();
        Path broken = Path.of("target/checker/broken.war").toAbsolutePath();
        Files.createDirectories(broken.getParent());
        Files.writeString(broken, "not a WAR at all");
        Command refused = server.deploy(broken);
        report.atLeast("exit code for what is no WAR", refused.exitCode(), 1);

        breakDataSource(server.war(), broken);
        ClosedBy closed = new ClosedBy(talks);
        long start = System.nanoTime();
        Command failed = server.deploy(broken);
        report.within("old version back after a broken one", DatabaseFaults.millisSince(start), 30_000);
        closed.with(RESTART, report);
        report.atLeast("exit code for a broken WAR", failed.exitCode(), 1);
        report.atMost(
                "lines of the reason beyond one",
                failed.output()
                                .lines()
                                .filter(line ->
                                        line.startsWith("ERROR: The deployment failed, the version before is back: "))
                                .count()
                        - 1,
                0);
        report.atLeast(
                "lines of the reason",
                failed.output()
                        .lines()
                        .filter(line -> line.startsWith("ERROR: The deployment failed, the version before is back: "))
                        .count(),
                1);
    }

    /** The ChatBoard of somebody who mistyped the name of the data source. */
    private static void breakDataSource(Path war, Path broken) throws IOException {
        Files.copy(war, broken, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem files = FileSystems.newFileSystem(broken)) {
            Path unit = files.getPath("WEB-INF/classes/META-INF/persistence.xml");
            String text = Files.readString(unit);
            Files.writeString(unit, text.replace("jdbc/chatboard", "jdbc/nowhere"), StandardCharsets.UTF_8);
        }
    }

    void jump(List<Talk> talks) throws IOException {
        if (!canJumpNow) {
            kill();
            talks.forEach(Talk::awaitProgress);
        }
        ServerClock hand = clock.orElseThrow();
        long before = signedOut(talks);
        for (Duration ahead : List.of(HOUR, Duration.ZERO, HOUR.negated(), Duration.ZERO)) {
            hand.set(ahead);
            Faults.park(WRONG);
            talks.forEach(Talk::awaitProgress);
            report.atMost("signed out by a clock that jumps", signedOut(talks) - before, 0);
        }
        for (Talk talk : talks) {
            boolean here = Talk.await(talk::isShownOnline);
            report.atLeast("presence is right after the clock jumped", here ? 1 : 0, 1);
        }
    }

    private static long signedOut(List<Talk> talks) {
        return talks.stream()
                .flatMap(talk -> talk.clients().stream())
                .mapToLong(Client::signedOut)
                .sum();
    }

    /** With what the connections were closed that were open when this was made. */
    private static final class ClosedBy {

        private static final long WITHIN = 2_000;

        private final List<Client> open;

        ClosedBy(List<Talk> talks) {
            open = talks.stream()
                    .flatMap(talk -> talk.clients().stream())
                    .filter(Client::isConnected)
                    .toList();
            open.forEach(Client::forgetCloses);
        }

        /** Reports how many were closed with another code, or later than two seconds behind the first. */
        void with(int code, Report report) {
            List<Close> first = open.stream()
                    .map(Client::firstClose)
                    .filter(Objects::nonNull)
                    .toList();
            report.atLeast("connections that a new version met", open.size(), 1);
            report.atMost(
                    "connections not closed with " + code,
                    open.size()
                            - first.stream()
                                    .filter(close -> close.code() == code)
                                    .count(),
                    0);
            long earliest = first.stream().mapToLong(Close::at).min().orElse(0);
            long latest = first.stream().mapToLong(Close::at).max().orElse(0);
            report.within("all closed with " + code + " after the first", (latest - earliest) / 1_000_000, WITHIN);
        }
    }
}
