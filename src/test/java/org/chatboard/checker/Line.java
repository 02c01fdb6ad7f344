package org.chatboard.checker;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
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

    /** The other door; no answer there is no harm, for the outbox waits for the socket's. */
    static void postOverRest(HttpClient http, Person person, String room, UUID clientId, History history) {
        ChatServer server = ChatServer.shared();
        String body = "{\"clientId\":\"" + clientId + "\",\"text\":\"" + clientId + "\"}";
        HttpRequest request = HttpRequest.newBuilder(server.url("/api/v1/rooms/" + room + "/messages"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Cookie", person.cookieHeader())
                .header("Origin", server.origin())
                .header("X-Requested-By", "checker")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        CompletionStage<HttpResponse<String>> asked = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        asked.thenAccept(answer -> {
            if (answer.statusCode() == 200 || answer.statusCode() == 201) {
                history.ok(clientId, Talk.message(Json.object(answer.body()).getJsonObject("message")));
                history.overRest();
            }
        });
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
