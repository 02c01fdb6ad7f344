package org.chatboard.security.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.chatboard.testing.Json;
import org.jspecify.annotations.Nullable;

/** A real Keycloak, as Maven unpacked it, with one realm and nothing on the disk that stays. */
final class Keycloak implements AutoCloseable {

    private static final Path UNPACKED = Path.of("target/keycloak").toAbsolutePath();

    private static final Path REALM = Path.of("src/test/resources/keycloak/corp-realm.json");

    /** The first start builds its own code: 40 seconds on two idle cores. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path log = Path.of("target/it/keycloak.log").toAbsolutePath();
    private final int port;
    private final Process process;

    private Keycloak(Path home, String chatBoard, int port) throws IOException {
        this.port = port;
        Path realms = Files.createDirectories(home.resolve("data/import"));
        Files.copy(REALM, realms.resolve("corp-realm.json"), StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(UNPACKED.resolveSibling("it"));
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--cache=local",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "CB_BASE",
                        chatBoard,
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        "admin",
                        "JAVA_OPTS_APPEND",
                        "-Dkeycloak.migration.replace-placeholders=true -XX:TieredStopAtLevel=1"
                                + " -XX:-UseG1GC -XX:+UseSerialGC -Xmx384m"));
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "stops Keycloak"));
    }

    /** Starts it, if Maven has unpacked one; it may not be ready yet. */
    static Optional<Keycloak> start(String chatBoard, int port) {
        if (Files.notExists(UNPACKED)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(UNPACKED)) {
            Optional<Path> home = folders.filter(folder -> Files.isExecutable(folder.resolve("bin/kc.sh")))
                    .findFirst();
            return home.isPresent() ? Optional.of(new Keycloak(home.get(), chatBoard, port)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name for itself. Not the host of ChatBoard: the browser is to cross from one site to another. */
    static String issuer(int port) {
        return "http://localhost:" + port + "/realms/corp";
    }

    /** Waits until it answers; false when it has ended or takes too long, with the reason in its log. */
    boolean isReady() {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                var asked = HttpRequest.newBuilder(URI.create(issuer(port) + "/.well-known/openid-configuration"));
                if (send(asked).statusCode() == 200) {
                    return true;
                }
            } catch (UncheckedIOException notYet) {
                // asked again below
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return false;
    }

    /** Where it says what went wrong. */
    Path log() {
        return log;
    }

    /** An administrator of the provider ends all sessions of a person there. */
    void signOut(String userId) {
        administer("POST", "/users/" + userId + "/logout");
    }

    /** An administrator of the provider takes a person out of a group. */
    void expel(String userId, String groupId) {
        administer("DELETE", "/users/" + userId + "/groups/" + groupId);
    }

    private void administer(String method, String path) {
        String grant =
                "grant_type=password&client_id=admin-cli&username=admin&password=" + URLEncoder.encode("admin", UTF_8);
        String base = "http://localhost:" + port;
        HttpResponse<String> token =
                send(HttpRequest.newBuilder(URI.create(base + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(grant)));
        HttpResponse<String> done = send(HttpRequest.newBuilder(URI.create(base + "/admin/realms/corp" + path))
                .header("Authorization", "Bearer " + Json.object(token.body()).getString("access_token"))
                .method(method, BodyPublishers.noBody()));
        if (done.statusCode() != 204) {
            throw new AssertionError(done.statusCode() + " " + done.body());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** What people type into its sign-in page, found where the page has it. */
    static @Nullable String formAction(String page) {
        int form = page.indexOf("id=\"kc-form-login\"");
        int action = page.indexOf("action=\"", form);
        return form < 0 || action < 0
                ? null
                : page.substring(action + 8, page.indexOf('"', action + 8)).replace("&amp;", "&");
    }
}
