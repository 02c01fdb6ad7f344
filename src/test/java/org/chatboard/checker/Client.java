package org.chatboard.checker;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.chatboard.checker.History.Message;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps to {@code protocol.md} and to one room: an outbox that is sent again after every {@code hello},
 * catching up by {@code room.changes}, and coming back by itself. It writes down all it does and sees.
 */
final class Client implements AutoCloseable {

    private static final int RESTART = 1012;
    private static final int SESSION_ENDED = 4401;
    private static final int LONGEST_WAIT_FOR_RESTART = 3_000;
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 2_000;
    private static final String CATCH_UP = "catch-up";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final Person person;
    private final String room;
    private final History history;
    private final ScheduledExecutorService clock;
    private final Random random;
    private final Map<UUID, Long> outbox = new LinkedHashMap<>();
    private final TreeMap<Long, Message> waiting = new TreeMap<>();

    private @Nullable Line line;
    private int connections;
    private int copies = 1;
    private long pause = FIRST_PAUSE;
    private long seenUpTo;
    private boolean closed;
    private @Nullable Close firstClose;
    private long signedOut;

    /**
     * How the server closed a connection.
     *
     * @param code its close code
     * @param at when, in nanoseconds of this JVM
     */
    record Close(int code, long at) {}

    Client(String name, Person person, String room, History history, ScheduledExecutorService clock, long seed) {
        this.name = name;
        this.person = person;
        this.room = room;
        this.history = history;
        this.clock = clock;
        this.random = new Random(seed);
        connect();
    }

    /** Says something and keeps it until it is acknowledged. */
    synchronized void post() {
        UUID clientId = UUID.randomUUID();
        history.invoke(clientId);
        outbox.put(clientId, System.nanoTime());
        send(clientId);
    }

    /** How often each message is sent from now on, all at once. */
    synchronized void copies(int times) {
        copies = times;
    }

    /** How many posts are not acknowledged yet. */
    synchronized int unacknowledged() {
        return outbox.size();
    }

    /** Up to which number this client has seen everything. */
    synchronized long seenUpTo() {
        return seenUpTo;
    }

    /** Whether there is a connection over which messages go. */
    synchronized boolean isConnected() {
        return line != null && line.isGreeted();
    }

    /** How the server closed a connection first since {@link #forgetCloses}; null when it did not. */
    synchronized @Nullable Close firstClose() {
        return firstClose;
    }

    synchronized void forgetCloses() {
        firstClose = null;
    }

    /** How often the server said that this person is not signed in. */
    synchronized long signedOut() {
        return signedOut;
    }

    /** Cuts the connection without a word. */
    synchronized void cut() {
        if (line != null) {
            line.drop();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        cut();
    }

    private synchronized void connect() {
        if (closed) {
            return;
        }
        Line next = new Line(name + " " + ++connections, this);
        line = next;
        ChatServer server = ChatServer.shared();
        CompletionStage<WebSocket> opening = HTTP.newWebSocketBuilder()
                .header("Cookie", person.cookieHeader())
                .header("Origin", server.origin())
                .buildAsync(server.socketUrl("/ws/chat"), next)
                .orTimeout(10, TimeUnit.SECONDS);
        opening.whenComplete((socket, failed) -> {
            if (failed != null) {
                refusedToOpen(failed);
                next.lost();
            }
        });
    }

    private synchronized void refusedToOpen(Throwable failed) {
        Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            signedOut += status == 401 || status == 403 ? 1 : 0;
        }
    }

    /** After 1012 everybody comes back within three seconds, but not at once. */
    synchronized void closed(Line which, int code) {
        if (line == which) {
            firstClose = firstClose == null ? new Close(code, System.nanoTime()) : firstClose;
            signedOut += code == SESSION_ENDED ? 1 : 0;
            if (code == RESTART) {
                line = null;
                later(this::connect, random.nextInt(LONGEST_WAIT_FOR_RESTART));
            }
        }
        which.lost();
    }

    synchronized void lost(Line which) {
        if (line == which) {
            line = null;
            later(this::connect, pause / 2 + random.nextInt((int) pause));
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    private void later(Runnable work, long millis) {
        if (!closed) {
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, clock)
                    .execute(work);
        }
    }

    private void send(UUID clientId) {
        if (line != null && line.isGreeted()) {
            outbox.put(clientId, System.nanoTime());
            for (int i = 0; i < copies - 2; i++) {
                line.send(Json.postIn(room, clientId, clientId.toString()));
            }
            if (copies > 1) {
                Line.postOverRest(HTTP, person, room, clientId, history);
            }
            line.send(Json.postIn(room, clientId, clientId.toString()));
        }
    }

    private synchronized void sendAgain(UUID clientId) {
        if (outbox.containsKey(clientId)) {
            send(clientId);
        }
    }

    private synchronized void catchUp() {
        if (line != null && line.isGreeted()) {
            line.send("{\"type\":\"room.changes\",\"ref\":\"" + CATCH_UP + "\",\"roomId\":\"" + room + "\",\"after\":"
                    + seenUpTo + "}");
        }
    }

    synchronized void took(Line from, JsonObject frame) {
        if (from != line) {
            return;
        }
        switch (frame.getString("type", "")) {
            case "hello" -> greeted(from);
            case "message.posted" -> {
                if (frame.getString("roomId").equals(room)) {
                    posted(from, frame);
                }
            }
            case "room.changes" -> {
                frame.getJsonArray("messages").getValuesAs(JsonObject.class).forEach(m -> take(Talk.message(m)));
                if (frame.getBoolean("more")) {
                    catchUp();
                }
            }
            case "error" -> refused(frame);
            default -> {
                // Presence, typing and read positions are not judged.
            }
        }
    }

    private void greeted(Line from) {
        from.greet();
        pause = FIRST_PAUSE;
        catchUp();
        outbox.keySet().stream().toList().forEach(this::send);
    }

    private void posted(Line from, JsonObject frame) {
        Message message = Talk.message(frame.getJsonObject("message"));
        String clientId = frame.getString("clientId", "");
        if (!clientId.isEmpty()) {
            history.ok(UUID.fromString(clientId), message);
            outbox.remove(UUID.fromString(clientId));
        }
        if (!frame.getBoolean("replayed", false)) {
            history.live(from.label(), message);
        }
        long before = seenUpTo;
        take(message);
        if (message.seq() > before + 1 && waiting.containsKey(message.seq())) {
            catchUp();
        }
    }

    private void take(Message message) {
        if (message.seq() > seenUpTo) {
            waiting.put(message.seq(), message);
        }
        for (Message next = waiting.remove(seenUpTo + 1); next != null; next = waiting.remove(seenUpTo + 1)) {
            seenUpTo = next.seq();
            history.show(name, next);
        }
    }

    private void refused(JsonObject frame) {
        long pauseMillis = 1_000L * frame.getInt("retryAfter", 1) / 2 + random.nextInt(500);
        String clientId = frame.getString("clientId", "");
        if (!clientId.isEmpty()) {
            UUID id = UUID.fromString(clientId);
            Long sent = outbox.get(id);
            if (sent != null) {
                history.fail(frame.getString("code", "?"), (System.nanoTime() - sent) / 1_000_000);
                later(() -> sendAgain(id), pauseMillis);
            }
        } else if (frame.getString("ref", "").equals(CATCH_UP)) {
            later(this::catchUp, pauseMillis);
        }
    }
}
