package org.chatboard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatboard.testing.mail.MailBoxes;
import org.chatboard.testing.settings.StolenPasswords;
import org.jspecify.annotations.Nullable;

/**
 * A ChatBoard as an administrator would run it: started by {@code deploy.sh} from the built WAR, with the shipped
 * configuration, in a home of its own and on free ports. Whatever happens to the tests, it is stopped.
 */
public final class ChatServer implements AutoCloseable {

    /** Payara's start, the deployment and the first request on two busy cores; a start by hand takes a fifth of it. */
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    /** No second compiler; settings looked at each second (1,000 ms); rates that a flood of two busy cores still exceeds. */
    private static final String JVM_OPTIONS = System.getProperty(
            "chatboard.it.jvm",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dmp.config.cache.duration=1000 -Dchatboard.password.iterations=10000"
                    + " -Dchatboard.sign-in.failures-per-address=100000 -Dchatboard.message.posts-per-second=50"
                    + " -Dchatboard.message.posts-burst=1000 -Dchatboard.api.requests-per-second=100"
                    + " -Dchatboard.api.requests-burst=2000 -Dchatboard.api.requests-per-second-per-address=200"
                    + " -Dchatboard.api.requests-burst-per-address=3000"
                    + " -Dchatboard.scim.admin-groups=ChatBoard-Admins -Dchatboard.proxy.user-header=X-Remote-User"
                    + " -Dchatboard.hsts.subdomains=true -Dchatboard.client-address.proxies=127.0.0.1 -Dchatboard.proxy.trusted=127.0.0.1 -Dchatboard.proxy.email-header=X-Remote-Email"
                    + " -Dchatboard.proxy.name-header=X-Remote-Name -Dchatboard.webhooks.allowed-hosts=127.0.0.1:*=127.0.0.0/8,localhost:*"
                    + " -Dchatboard.webhooks.first-retry=PT0.05S -Dchatboard.second-factor.leeway=PT30S"
                    + " -Dchatboard.groups.rooms=cb-*->#Rule-Hall;cb-lead*->#Rule-Hall:moderator;cb-desk*->Rule-Desk");

    private static final int PORT_BASES = 20;
    private static final int[] PORTS = {37, 38, 39, 48, 49, 59, 76, 80, 81, 82, 86};

    /** {@code -Dchatboard.it.keep=true} leaves the server running for the next run, for quick loops at the desk. */
    private static final boolean KEEP = Boolean.getBoolean("chatboard.it.keep");

    private static @Nullable ChatServer shared;
    private static String failure = "";

    private final Path home;
    private final int portBase;
    private final Map<String, String> database;
    private final Map<String, String> environment;

    private ChatServer(Path home, Map<String, String> database) {
        this.home = home.toAbsolutePath();
        this.portBase = KEEP && process().isPresent() ? rememberedPortBase() : freePortBase();
        this.database = Map.copyOf(database);
        this.environment = new HashMap<>(database);
        environment.put("CHATBOARD_HOME", this.home.toString());
        String files = MailBoxes.settings(portBase, url("")) + StolenPasswords.settings(portBase);
        environment.put("CHATBOARD_JVM_OPTIONS", JVM_OPTIONS + files);
    }

    /** Starts the server of this run. */
    static ChatServer share(String name, Map<String, String> database) {
        ChatServer server = new ChatServer(Path.of("target/it", name), database);
        shared = server;
        if (!KEEP) {
            server.forgetEarlierRuns();
            Runtime.getRuntime().addShutdownHook(new Thread(server::abandon, "stops ChatBoard"));
        }
        server.deploy();
        return server;
    }

    /** Lets every test of this run fail, for its server did not start. */
    static void failed(Throwable cause) {
        failure = cause.toString();
    }

    /** Whether this run has a server. */
    public static boolean isShared() {
        return shared != null;
    }

    /** The server of this run. */
    public static ChatServer shared() {
        if (!failure.isEmpty()) {
            throw new AssertionError("The server of this run did not start: " + failure);
        }
        if (shared == null) {
            throw new AssertionError("No server: run with -Dchatboard.it=h2 or -Dchatboard.it=postgres");
        }
        return shared;
    }

    /** The address of a page, for example {@code url("/login")}. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + httpPort() + "/chatboard" + path);
    }

    /** The address of a page over TLS. */
    public URI secureUrl(String path) {
        return URI.create("https://127.0.0.1:" + (portBase + 81) + "/chatboard" + path);
    }

    /** The address of a socket, for example {@code socketUrl("/ws/chat")}. */
    public URI socketUrl(String path) {
        return URI.create("ws://127.0.0.1:" + httpPort() + "/chatboard" + path);
    }

    /** What a browser puts into the {@code Origin} header. */
    public String origin() {
        return "http://127.0.0.1:" + httpPort();
    }

    /** Where people come in. */
    public int httpPort() {
        return portBase + 80;
    }

    /** Where Payara's console listens. */
    public int adminPort() {
        return portBase + 48;
    }

    /** First of the hundred ports that this server may use. */
    public int portBase() {
        return portBase;
    }

    /** Where its PostgreSQL is, in the words of {@code deploy.sh}; empty with H2. */
    public Map<String, String> database() {
        return database;
    }

    /** The folder with everything this server has on the disk. */
    public Path home() {
        return home;
    }

    /** The password that {@code deploy.sh} made up for the console. */
    public String adminPassword() {
        return read(home.resolve("admin-password"))
                .lines()
                .filter(line -> line.startsWith("AS_ADMIN_PASSWORD="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }

    /** What the server wrote into its log so far. */
    public String log() {
        return read(home.resolve("domains/chatboard/logs/server.log"));
    }

    /** The built WAR. */
    public Path war() {
        return Path.of(System.getProperty("chatboard.war", "target/chatboard.war"));
    }

    /** Deploys the built WAR; starts the server when it does not run. */
    public Command deploy() {
        return deploy(war()).expectSuccess();
    }

    /** Tries to deploy a file. */
    public Command deploy(Path war) {
        return script("--war", war.toString(), "--portbase", String.valueOf(portBase));
    }

    /** Deploys the built WAR although it runs already. */
    public void redeploy() throws IOException {
        Files.deleteIfExists(home.resolve("state/war.sha256"));
        deploy();
    }

    /** Starts the server again after {@link #kill9()} or {@link #stop()} and waits until ChatBoard is ready. */
    public void start() {
        start(Map.of());
    }

    /** Does so with more in its environment. */
    public void start(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        run(all, "start").expectSuccess();
    }

    /** Stops the server the polite way. */
    public void stop() {
        script("stop").expectSuccess();
    }

    /** Runs {@code deploy.sh} for this server. */
    public Command script(String... words) {
        return scriptIn(home, words);
    }

    /** Runs {@code deploy.sh} for another home, with the settings of this server. */
    public Command scriptIn(Path otherHome, String... words) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put("CHATBOARD_HOME", otherHome.toAbsolutePath().toString());
        return run(changed, words);
    }

    private Command run(Map<String, String> variables, String... words) {
        List<String> command = new ArrayList<>(List.of("./deploy.sh"));
        command.addAll(List.of(words));
        return Command.run(command, variables, home.resolveSibling(home.getFileName() + "-script.log"), START_LIMIT);
    }

    /** Ends the server's process at once, as a power cut would, and waits until it is gone. */
    public void kill9() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** The tests are interrupted: nothing may stay behind, not even a half-started server. */
    private void abandon() {
        Command.killRunning();
        kill9();
    }

    /** The server's process. */
    public Optional<ProcessHandle> process() {
        Path pid = home.resolve("domains/chatboard/config/pid");
        return Files.exists(pid) ? ProcessHandle.of(Long.parseLong(read(pid).strip())) : Optional.empty();
    }

    /** At once: nobody needs its data any more, and whether it stops the polite way is a test of its own. */
    @Override
    public void close() {
        if (!KEEP) {
            kill9();
        }
    }

    /** Each run starts with an empty installation; only the unpacked Payara stays. */
    private void forgetEarlierRuns() {
        kill9();
        try (Stream<Path> files = Files.exists(home) ? Files.walk(home) : Stream.empty()) {
            List<Path> ours = files.filter(file -> !file.equals(home))
                    .filter(file -> !home.relativize(file).toString().startsWith("payara-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : ours) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int rememberedPortBase() {
        return read(home.resolve("state/options"))
                .lines()
                .filter(line -> line.startsWith("portbase="))
                .map(line -> Integer.valueOf(line.substring(line.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static int freePortBase() {
        int first = Integer.getInteger("chatboard.portbase", 26_000) + (ItSession.FORK - 1) * 100 * PORT_BASES;
        return IntStream.iterate(first, base -> base + 100)
                .limit(PORT_BASES)
                .filter(ChatServer::isFree)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no free ports from " + first));
    }

    private static boolean isFree(int base) {
        return IntStream.of(PORTS).allMatch(offset -> {
            try (ServerSocket socket = new ServerSocket(base + offset, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            } catch (IOException inUse) {
                return false;
            }
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
