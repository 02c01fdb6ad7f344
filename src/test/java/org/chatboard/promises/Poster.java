package org.chatboard.promises;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;

/** Somebody who says a lot: some messages are on their way at once, and what is refused for now is sent again. */
final class Poster implements AutoCloseable {

    private static final int ON_THE_WAY = 200;

    private final ChatSocket socket;
    private final String room;
    private final Map<UUID, String> unanswered = new LinkedHashMap<>();

    Poster(Person person, String room) {
        this.socket = ChatSocket.greeted(person);
        this.room = room;
    }

    /** Says {@code message 1}, {@code message 2} and so on; all are stored when this returns. */
    void post(int from, int to) {
        for (int n = from; n <= to; n++) {
            UUID clientId = UUID.randomUUID();
            unanswered.put(clientId, "message " + n);
            socket.send(Json.postIn(room, clientId, "message " + n));
            if (unanswered.size() >= ON_THE_WAY) {
                awaitOne();
            }
        }
        while (!unanswered.isEmpty()) {
            awaitOne();
        }
    }

    private void awaitOne() {
        UUID clientId = unanswered.keySet().iterator().next();
        JsonObject answer = socket.answered(clientId);
        if (answer.getString("type").equals("message.posted")) {
            unanswered.remove(clientId);
        } else if (answer.containsKey("retryAfter")) {
            LockSupport.parkNanos(
                    Duration.ofSeconds(answer.getInt("retryAfter")).toNanos());
            socket.send(Json.postIn(room, clientId, String.valueOf(unanswered.get(clientId))));
        } else {
            throw new AssertionError("refused: " + answer);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
