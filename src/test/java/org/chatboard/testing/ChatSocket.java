package org.chatboard.testing;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.chatboard.testing.contract.FrameWitness;
import org.jspecify.annotations.Nullable;

/**
 * A browser tab's live connection, seen from outside. Frames are awaited by what they say, in the order they came; a frame
 * that was awaited once is not found again. Nothing waits longer than for what it waits for.
 */
public final class ChatSocket implements AutoCloseable {

    /** Longest wait for a frame; reached only when it never comes. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WebSocket socket;
    private final Inbox inbox;

    private ChatSocket(WebSocket socket, Inbox inbox) {
        this.socket = socket;
        this.inbox = inbox;
    }

    /** Opens {@code /ws/chat} as this person, as their browser would; the {@code hello} is still to be awaited. */
    public static ChatSocket open(Visitor person) {
        return open(person, ChatServer.shared().socketUrl("/ws/chat"));
    }

    /** Opens any socket as this person. */
    public static ChatSocket open(Person person, String path) {
        return open(person, ChatServer.shared().socketUrl(path));
    }

    /** Opens {@code /ws/chat} as this person through something that listens on another port of this machine. */
    public static ChatSocket open(Person person, int port) {
        return open(person, URI.create("ws://127.0.0.1:" + port + "/chatboard/ws/chat"));
    }

    /** Opens a socket as a program with a token, which sends neither cookie nor origin. */
    public static ChatSocket byToken(String secret, String path) {
        return connect(
                HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + secret),
                ChatServer.shared().socketUrl(path));
    }

    private static ChatSocket open(Visitor person, URI address) {
        return connect(
                HTTP.newWebSocketBuilder()
                        .header("Cookie", person.cookieHeader())
                        .header("Origin", "http://" + address.getAuthority()),
                address);
    }

    private static ChatSocket connect(WebSocket.Builder handshake, URI address) {
        Inbox inbox = new Inbox(new FrameWitness(address.getPath()));
        WebSocket socket = handshake
                .buildAsync(address, inbox)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        return new ChatSocket(socket, inbox);
    }

    /** Opens {@code /ws/chat} and takes the {@code hello}. */
    public static ChatSocket greeted(Person person) {
        ChatSocket socket = open(person);
        socket.await("hello");
        return socket;
    }

    /** Sends a text frame. */
    public void send(String text) {
        inbox.witness.said(text);
        socket.sendText(text, true)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Sends a binary frame. */
    public void sendBinary(byte[] bytes) {
        socket.sendBinary(java.nio.ByteBuffer.wrap(bytes), true)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Posts a message to a person and returns its client id without waiting for the acknowledgement. */
    public UUID post(Person to, String text) {
        UUID clientId = UUID.randomUUID();
        send(Json.postTo(to.username(), clientId, text));
        return clientId;
    }

    /** Posts a message to a person and waits until it is stored. */
    public JsonObject say(Person to, String text) {
        return acknowledged(post(to, text)).getJsonObject("message");
    }

    /** Waits for the acknowledgement of a message. */
    public JsonObject acknowledged(UUID clientId) {
        JsonObject answer = answered(clientId);
        if (!is(answer, "message.posted")) {
            throw new AssertionError("refused: " + answer);
        }
        return answer;
    }

    /** Waits for what the server says about a message: that it is stored, or why not. */
    public JsonObject answered(UUID clientId) {
        return await(
                "an answer to " + clientId,
                frame -> frame.getString("clientId", "").equals(clientId.toString()));
    }

    /** Waits for the message with this text, whoever sent it. */
    public JsonObject heard(String text) {
        return await(
                        "the message " + text,
                        frame -> is(frame, "message.posted")
                                && frame.getJsonObject("message")
                                        .getString("text")
                                        .equals(text))
                .getJsonObject("message");
    }

    /** Waits for a frame of a type. */
    public JsonObject await(String type) {
        return await(type, frame -> is(frame, type));
    }

    /** Waits for a frame of a type that says a certain thing. */
    public JsonObject await(String type, String field, String value) {
        return await(
                type + " with " + field + " " + value,
                frame -> is(frame, type) && frame.getString(field, "").equals(value));
    }

    /** Waits for a frame. */
    public JsonObject await(String what, Predicate<JsonObject> wanted) {
        return inbox.await(what, wanted, LIMIT);
    }

    /** Waits for a frame that may come later than others. */
    public JsonObject await(String what, Predicate<JsonObject> wanted, Duration limit) {
        return inbox.await(what, wanted, limit);
    }

    /**
     * Everything that came and was not awaited, up to now: what was asked for before is done, and what the server had
     * queued for this connection by then is here.
     */
    public List<JsonObject> settle() {
        UUID ref = UUID.randomUUID();
        // Answered in its turn, which a ping is not.
        send("{\"type\":\"room.changes\",\"ref\":\"" + ref + "\",\"roomId\":\"" + ref + "\",\"after\":0}");
        await("error", "ref", ref.toString());
        return inbox.left();
    }

    /** Like {@link #settle()}; what is returned is not found again. */
    public List<JsonObject> drain() {
        settle();
        return inbox.take();
    }

    /** Waits until the server closes the connection and returns its code. */
    public int closeCode() {
        return inbox.closed.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Whether the server has not closed the connection: it still answers. */
    public boolean isUsable() {
        settle();
        return true;
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket);
        }
        socket.abort();
        inbox.witness.expectNoViolation();
    }

    private static boolean is(JsonObject frame, String type) {
        return frame.getString("type", "").equals(type);
    }

    /** Takes what the server sends. */
    private static final class Inbox implements WebSocket.Listener {

        private final List<JsonObject> frames = new ArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final FrameWitness witness;

        Inbox(FrameWitness witness) {
            this.witness = witness;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                List<JsonObject> arrived = Json.frames(part.toString());
                part.setLength(0);
                arrived.forEach(witness::heard);
                synchronized (this) {
                    frames.addAll(arrived);
                    notifyAll();
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            wake();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
            wake();
        }

        private synchronized void wake() {
            notifyAll();
        }

        private synchronized List<JsonObject> left() {
            witness.expectNoViolation();
            return List.copyOf(frames);
        }

        private synchronized List<JsonObject> take() {
            List<JsonObject> all = List.copyOf(frames);
            frames.clear();
            return all;
        }

        private synchronized JsonObject await(String what, Predicate<JsonObject> wanted, Duration limit) {
            long end = System.nanoTime() + limit.toNanos();
            while (true) {
                witness.expectNoViolation();
                for (Iterator<JsonObject> all = frames.iterator(); all.hasNext(); ) {
                    JsonObject frame = all.next();
                    if (wanted.test(frame)) {
                        all.remove();
                        return frame;
                    }
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || closed.isDone()) {
                    throw new AssertionError("no " + what + (closed.isDone() ? ": closed with " + closed.join() : "")
                            + "; there is " + frames);
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
            }
        }
    }
}
