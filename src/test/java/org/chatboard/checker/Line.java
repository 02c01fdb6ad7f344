package org.chatboard.checker;

import jakarta.json.JsonObject;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.chatboard.testing.Json;
import org.jspecify.annotations.Nullable;

/** One connection of a client, from its opening to its end; its client's lock guards it. */
final class Line implements WebSocket.Listener {

    private final String label;
    private final Client owner;
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;
    private CompletionStage<?> sending = CompletableFuture.completedFuture(null);
    private boolean greeted;

    Line(String label, Client owner) {
        this.label = label;
        this.owner = owner;
    }

    /** A name that no other connection has. */
    String label() {
        return label;
    }

    /** Whether messages go over it. */
    boolean isGreeted() {
        return greeted;
    }

    void greet() {
        greeted = true;
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
        owner.lost(this);
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (owner) {
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
            frames.forEach(frame -> owner.took(this, frame));
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        owner.closed(this, code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        lost();
    }
}
