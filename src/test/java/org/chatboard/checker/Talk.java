package org.chatboard.checker;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.chatboard.checker.History.Message;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;

/** Two people who talk, one of them on two devices, and the history of their room. */
final class Talk {

    /** A post more than this behind the acknowledgements waits for them, as a person would. */
    private static final int MOST_UNACKNOWLEDGED = 100;

    private static final int PAGE = 200;

    /** Longest time after a fault until everybody can write again. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final History history = new History();
    private final Person reader;
    private final Person writer;
    private final String room;
    private final List<Client> writers;
    private final List<Client> all;

    Talk(Person anna, Person ben, ScheduledExecutorService clock, long seed) {
        anna.joins();
        ben.joins();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            UUID first = UUID.randomUUID();
            history.invoke(first);
            socket.send(Json.postTo(ben.username(), first, first.toString()));
            JsonObject stored = socket.acknowledged(first).getJsonObject("message");
            history.ok(first, message(stored));
            this.room = stored.getString("roomId");
        }
        this.reader = ben;
        this.writer = anna;
        Client annas = new Client(anna.username(), anna, room, history, clock, seed);
        Client bens = new Client(ben.username(), ben, room, history, clock, seed + 1);
        Client bensPhone = new Client(ben.username() + " phone", ben, room, history, clock, seed + 2);
        this.writers = List.of(annas, bens);
        this.all = List.of(annas, bens, bensPhone);
    }

    History history() {
        return history;
    }

    List<Client> clients() {
        return all;
    }

    /** Everybody who writes says something, unless they wait for too many acknowledgements. */
    void say() {
        writers.stream()
                .filter(client -> client.unacknowledged() < MOST_UNACKNOWLEDGED)
                .forEach(Client::post);
    }

    /** Looks at the newest page; a server that is away or has no database is no stale read. */
    void look() {
        long atLeast = history.lastAcknowledged();
        try {
            HttpResponse<String> answer = page("newest", 0);
            if (answer.statusCode() == 200) {
                history.look(new History.Look(
                        reader.username(),
                        atLeast,
                        Json.object(answer.body()).getJsonNumber("lastSeq").longValue()));
            }
        } catch (AssertionError noAnswer) {
            // The server is being killed.
            return;
        }
    }

    /**
     * Asks for what needs the database.
     *
     * @return after how many milliseconds the answer was 503 with {@code Retry-After}; -1 when it was another
     */
    long askInVain() {
        long start = System.nanoTime();
        HttpResponse<String> answer = page("newest", 0);
        boolean unavailable = answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent();
        return unavailable ? (System.nanoTime() - start) / 1_000_000 : -1;
    }

    /** Whether the one who is asked is told that the other one is here. */
    boolean isShownOnline() {
        return reader.json("/api/v1/users?search=" + writer.username())
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("presence")
                .equals("online");
    }

    /** Waits until something was said and stored that was said after this was called. */
    void awaitProgress() {
        int before = history.posts();
        boolean goesOn = await(() -> history.isAcknowledgedAfter(before));
        if (!goesOn) {
            throw new AssertionError("nothing more is stored in " + room);
        }
    }

    /** Waits for something that must become true in the time that a browser's client would need. */
    static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Faults.park(20);
        }
        return true;
    }

    /** Whether everything is acknowledged and everybody has seen all of it. */
    boolean isQuiet() {
        long last = history.lastAcknowledged();
        return all.stream().allMatch(client -> client.unacknowledged() == 0 && client.seenUpTo() >= last);
    }

    /** Reads the whole room into the history, page by page. */
    void readAll() {
        List<Message> stored = new ArrayList<>();
        boolean more = true;
        for (long from = 1; more; from += PAGE) {
            HttpResponse<String> answer = page(String.valueOf(from), PAGE - 1);
            JsonObject page = Json.object(answer.body());
            page.getJsonArray("messages").getValuesAs(JsonObject.class).forEach(m -> stored.add(message(m)));
            more = !page.getBoolean("foundNewest");
        }
        history.store(stored);
    }

    void close() {
        all.forEach(Client::close);
    }

    private HttpResponse<String> page(String anchor, int after) {
        return reader.get("/api/v1/rooms/" + room + "/messages?anchor=" + anchor + "&before=0&after=" + after);
    }

    static Message message(JsonObject json) {
        return new Message(json.getJsonNumber("seq").longValue(), json.getString("id"), json.getString("text"));
    }
}
