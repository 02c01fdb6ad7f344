package org.chatboard.webhooks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests themselves, with servers that behave and servers that do not. */
class HookClientTest {

    private static final byte[] BODY = "{\"text\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final List<String> asked = new ArrayList<>();
    private String allowed = "receiver.example:*=127.0.0.0/8";
    private String resolved = "127.0.0.1";

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private HookClient client(SSLContext tls) {
        HookClient client = new HookClient(this::resolve, tls) {
            @Override
            ScheduledExecutorService clock() {
                return clock;
            }
        };
        wire(client);
        return client;
    }

    @SuppressWarnings("UnnecessaryAssignment") // no container runs here
    private void wire(HookClient client) {
        client.settings = new Settings() {
            @Override
            public String text(Setting setting) {
                return allowed;
            }
        };
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        asked.add(host);
        if (resolved.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getAllByName(resolved);
    }

    private Answer post(int port) throws GeneralSecurityException {
        return client(SSLContext.getDefault())
                .post("http://receiver.example:" + port + "/in?a=b", Map.of("X-A", "1"), BODY);
    }

    @Test
    void aRequestArrivesAsItWasMeant() throws Exception {
        List<String> seen = new ArrayList<>();
        HttpServer server = server(HttpServer.create(), 204, seen);
        try {
            Answer answer = post(server.getAddress().getPort());
            assertThat(answer.isDelivered()).isTrue();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(seen)
                    .containsExactly(
                            "POST /in?a=b",
                            "receiver.example:" + server.getAddress().getPort(),
                            "1",
                            "{\"text\":\"Grüße\"}");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theNameIsLookedUpOnceAndTheAddressThatWasCheckedIsTheOneThatIsCalled() throws Exception {
        HttpServer server = server(HttpServer.create(), 200, new ArrayList<>());
        try {
            post(server.getAddress().getPort());
            assertThat(asked).containsExactly("receiver.example");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatMayNotBeCalledIsNotCalled() throws Exception {
        List<String> seen = new ArrayList<>();
        HttpServer server = server(HttpServer.create(), 200, seen);
        int port = server.getAddress().getPort();
        try {
            allowed = "receiver.example:*";
            assertThat(post(port).problem()).isEqualTo("address_not_allowed");
            allowed = "receiver.example:*=10.0.0.0/8";
            assertThat(post(port).problem()).isEqualTo("address_not_allowed");
            allowed = "receiver.example";
            assertThat(post(port).problem()).isEqualTo("host_not_allowed");
            allowed = "";
            assertThat(post(port).problem()).isEqualTo("host_not_allowed");
            assertThatThrownBy(() -> client(SSLContext.getDefault()).check("http://receiver.example/"))
                    .isInstanceOf(Invalid.class);
            allowed = "receiver.example:*=127.0.0.0/8";
            resolved = "";
            assertThat(post(port).problem()).isEqualTo("unknown_host");
            assertThat(seen).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        List<String> seen = new ArrayList<>();
        HttpServer inside = server(HttpServer.create(), 200, seen);
        HttpServer outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.1:" + inside.getAddress().getPort() + "/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        outside.start();
        try {
            Answer answer = post(outside.getAddress().getPort());
            assertThat(answer.problem()).isEqualTo("redirect");
            assertThat(answer.status()).isEqualTo(307);
            assertThat(answer.isRefused()).isTrue();
            assertThat(seen).isEmpty();
        } finally {
            inside.stop(0);
            outside.stop(0);
        }
    }

    @Test
    void theCertificateIsCheckedAgainstTheNameThoughTheAddressIsCalled(@TempDir Path folder) throws Exception {
        SSLContext tls = Certificates.of("dns:receiver.example", folder);
        HttpsServer https = HttpsServer.create();
        https.setHttpsConfigurator(new HttpsConfigurator(tls));
        HttpServer server = server(https, 200, new ArrayList<>());
        int port = server.getAddress().getPort();
        allowed += ", other.example:*=127.0.0.0/8";
        try {
            HookClient trusting = client(tls);
            assertThat(trusting.post("https://receiver.example:" + port + "/", Map.of(), BODY)
                            .isDelivered())
                    .isTrue();
            assertThat(trusting.post("https://other.example:" + port + "/", Map.of(), BODY)
                            .problem())
                    .isEqualTo("tls_failed");
            assertThat(client(SSLContext.getDefault())
                            .post("https://receiver.example:" + port + "/", Map.of(), BODY)
                            .problem())
                    .isEqualTo("tls_failed");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void strangeAnswersAreToldApart() throws Exception {
        assertThat(says("SSH-2.0-OpenSSH_9.2\r\n\r\n").problem()).isEqualTo("bad_answer");
        assertThat(says("HTTP/1.1 2000 OK\r\n\r\n").problem()).isEqualTo("bad_answer");
        assertThat(says("").problem()).isEqualTo("connection_lost");
        assertThat(says("HTTP/1.1 200").problem()).isEqualTo("bad_answer");
        assertThat(says("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")
                        .problem())
                .isEqualTo("bad_answer");
        assertThat(says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 202\r\n\r\n").status())
                .isEqualTo(202);
        Answer busy = says("HTTP/1.1 429 Too Many\r\nRetry-After: 17\r\nContent-Length: 4\r\n\r\nwait");
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(17));
        assertThat(busy.isRefused()).isFalse();
        assertThat(says("HTTP/1.1 410 Gone\r\n\r\n").isGone()).isTrue();
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(post(port).problem()).isEqualTo("connect_failed");
    }

    /** One byte a second never runs into the time limit of a single read. */
    @Test
    void whoAnswersForEverIsLeftInTime() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            clock.execute(() -> drip(slow));
            Answer answer = post(slow.getLocalPort());
            assertThat(answer.problem()).isEqualTo("timeout");
            assertThat(answer.duration()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
        }
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept()) {
            for (byte letter : "HTTP/1.1 200 All right".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(letter);
                LockSupport.parkNanos(1_000_000_000);
            }
        } catch (IOException gone) {
            // That is what the test is about.
        }
    }

    private Answer says(String text) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            clock.execute(() -> {
                try (Socket socket = server.accept()) {
                    InputStream in = socket.getInputStream();
                    byte[] some = new byte[2_048];
                    int length = in.read(some);
                    assertThat(length).isPositive();
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    throw new AssertionError(closed);
                }
            });
            return post(server.getLocalPort());
        }
    }

    private static HttpServer server(HttpServer server, int status, List<String> seen) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            seen.add(exchange.getRequestHeaders().getFirst("Host"));
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-A")));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
