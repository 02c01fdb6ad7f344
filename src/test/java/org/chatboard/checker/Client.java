package org.chatboard.checker;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
        Line next = new Line(name + " " + ++connections);
        line = next;
        ChatServer server = ChatServer.shared();
        CompletionStage<WebSocket> opening = HTTP.newWebSocketBuilder()
                .header("Cookie", person.cookieHeader())
                .header("Origin", server.origin())
                .buildAsync(server.socketUrl("/ws/chat"), next)
                .orTimeout(10, TimeUnit.SECONDS);
        opening.whenComplete((socket, failed) -> {
            if (failed != null) {
                next.lost();
            }
        });
    }

    private synchronized void lost(Line which) {
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
        if (line != null && line.greeted) {
            outbox.put(clientId, System.nanoTime());
            for (int i = 0; i < copies; i++) {
                line.send(Json.postIn(room, clientId, clientId.toString()));
            }
        }
    }

    private synchronized void sendAgain(UUID clientId) {
        if (outbox.containsKey(clientId)) {
            send(clientId);
        }
    }

    private synchronized void catchUp() {
        if (line != null && line.greeted) {
            line.send("{\"type\":\"room.changes\",\"ref\":\"" + CATCH_UP + "\",\"roomId\":\"" + room + "\",\"after\":"
                    + seenUpTo + "}");
        }
    }

    private synchronized void took(Line from, JsonObject frame) {
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
        from.greeted = true;
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
            history.live(from.label, message);
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
                history.fail((System.nanoTime() - sent) / 1_000_000);
                later(() -> sendAgain(id), pauseMillis);
            }
        } else if (frame.getString("ref", "").equals(CATCH_UP)) {
            later(this::catchUp, pauseMillis);
        }
    }

    /** One connection, from its opening to its end. */
    private final class Line implements WebSocket.Listener {

        private final String label;
        private final StringBuilder part = new StringBuilder();
        private @Nullable WebSocket socket;
        private CompletionStage<?> sending = CompletableFuture.completedFuture(null);
        private boolean greeted;

        Line(String label) {
            this.label = label;
        }

        /** The JDK's client takes one text at a time. */
        void send(String text) {
            WebSocket open = socket;
            if (open != null) {
                sending = sending.handle((sent, failed) -> open)
                        .thenCompose(to -> to.sendText(text, true))
                        .exceptionally(gone -> open);
            }
        }

        void drop() {
            if (socket != null) {
                socket.abort();
            }
            lost();
        }

        void lost() {
            Client.this.lost(this);
        }

        @Override
        public void onOpen(WebSocket opened) {
            synchronized (Client.this) {
                socket = opened;
            }
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                List<JsonObject> frames = Json.frames(part.toString());
                part.setLength(0);
                frames.forEach(frame -> took(this, frame));
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            lost();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            lost();
        }
    }
}
