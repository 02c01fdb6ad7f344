package org.chatboard.webhooks.outgoing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.chatboard.testing.Json;
import org.chatboard.webhooks.wire.Certificates;
import org.jspecify.annotations.Nullable;

/** A server that is told things: it notes every request and answers as it was told to, 204 otherwise. */
final class Receiver implements AutoCloseable {

    /** Longest time something may take on a busy machine, a restart of ChatBoard among it. */
    private static final long LIMIT_SECONDS = 90;

    /** In the place of a status: no answer until the receiver is closed. */
    static final int HANGS = 0;

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final @Nullable SSLContext tls;
    private final int port;
    private @Nullable HttpServer server;

    /** What it was told once. */
    record Told(
            String event, String eventId, String attempt, String timestamp, String signature, String body, int answer) {

        JsonObject json() {
            return Json.object(body);
        }

        String text() {
            return json().getJsonObject("message").getString("text");
        }

        boolean isSignedWith(String secret) {
            return HookKey.signature(secret, timestamp, body.getBytes(StandardCharsets.UTF_8))
                    .equals(signature);
        }
    }

    Receiver() {
        this(null);
    }

    /** One with a certificate for its address, which lies as {@code receiver.pem} in the folder. */
    static Receiver overTls(Path folder) throws IOException, GeneralSecurityException {
        return new Receiver(Certificates.of("ip:127.0.0.1", folder));
    }

    private Receiver(@Nullable SSLContext tls) {
        this.tls = tls;
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    /** Where it listens, as {@code 127.0.0.1}. */
    String url() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port + "/hook";
    }

    int port() {
        return port;
    }

    /** The next requests are answered so. */
    void willAnswer(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /** Nobody listens any more. */
    void goAway() {
        HttpServer listening = server;
        if (listening != null) {
            listening.stop(0);
        }
        server = null;
    }

    /** It listens again at the same address. */
    void comeBack() {
        server = listen(port);
    }

    /** What it is told next. */
    Told next() {
        try {
            Told next = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("told nothing for " + LIMIT_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What it is told next, as often as that. */
    List<Told> next(int count) {
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    /** What it was told and nobody has looked at. */
    List<Told> rest() {
        List<Told> rest = new ArrayList<>();
        told.drainTo(rest);
        return rest;
    }

    private HttpServer listen(int wanted) {
        try {
            HttpServer listening = tls == null ? HttpServer.create() : secure(HttpsServer.create(), tls);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
            listening.createContext("/hook", this::handle);
            listening.setExecutor(threads);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer secure(HttpsServer server, SSLContext tls) {
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Integer planned = answers.poll();
        int status = planned == null ? 204 : planned;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        told.add(new Told(
                header(exchange, "X-ChatBoard-Event"),
                header(exchange, "X-ChatBoard-Event-Id"),
                header(exchange, "X-ChatBoard-Attempt"),
                header(exchange, "X-ChatBoard-Timestamp"),
                header(exchange, "X-ChatBoard-Signature"),
                body,
                status));
        if (status == HANGS) {
            try {
                closed.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        } else {
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        closed.countDown();
        goAway();
        threads.shutdownNow();
    }
}
