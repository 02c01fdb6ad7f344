package org.chatboard.live;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatboard.live.frame.Frames;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.RoomSummary;
import org.chatboard.platform.Deadlines;
import org.chatboard.platform.Failures;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.Workers;
import org.chatboard.presence.PresenceService;

/**
 * Sends the first frame of a connection, the state of its person's rooms. When everybody comes at once they wait for each
 * other, as long as that goes on, and not those who talk for them.
 */
@ApplicationScoped
class Greeter {

    /** How many are greeted at the same time: a fraction of the connections to the database. */
    private static final int LINES = 6;

    private static final int MOST_WAITING = 50_000;

    private static final int ATTEMPTS = 3;

    /** Whoever waits stays as long as somebody was greeted so shortly before. */
    private static final long GOES_ON_NANOS = 2_000_000_000;

    @Inject
    Hub hub;

    @Inject
    MessageService messages;

    @Inject
    PresenceService presence;

    @Inject
    Workers workers;

    @Inject
    Deadlines deadlines;

    @Inject
    Settings settings;

    @Inject
    Time time;

    private volatile long greetedAt = System.nanoTime() - GOES_ON_NANOS;

    private List<Inbox> lines = List.of();

    @PostConstruct
    void start() {
        lines = Stream.generate(() -> new Inbox(workers, MOST_WAITING))
                .limit(LINES)
                .toList();
    }

    /** Greets a connection, or sends its client away to come back: while the database hangs nobody is left waiting. */
    void welcome(Connection connection) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        bePatient(connection, settled);
        queue(connection, settled, 1);
    }

    private void queue(Connection connection, CompletableFuture<Void> settled, int attempt) {
        Inbox line = lines.get(Math.floorMod(connection.id().hashCode(), LINES));
        if (!line.offer(() -> greet(connection, settled, attempt))) {
            sendAway(connection);
            settled.complete(null);
        }
    }

    private void bePatient(Connection connection, CompletionStage<Void> settled) {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        settled.thenRun(() -> waited.complete(null));
        decide(connection, settled, waited);
        deadlines.limit(waited);
    }

    private void decide(Connection connection, CompletionStage<Void> settled, CompletionStage<Void> waited) {
        waited.whenComplete((done, tooLong) -> {
            if (tooLong != null && System.nanoTime() - greetedAt < GOES_ON_NANOS) {
                bePatient(connection, settled);
            } else if (tooLong != null) {
                sendAway(connection);
            }
        });
    }

    private void greet(Connection connection, CompletableFuture<Void> settled, int attempt) {
        try {
            if (connection.isOpen()) {
                connection.greet(hello(connection));
                greetedAt = System.nanoTime();
            }
        } catch (Unavailable busy) {
            if (attempt < ATTEMPTS) {
                queue(connection, settled, attempt + 1);
                return;
            }
            sendAway(connection);
        } catch (RuntimeException failed) {
            Failures.reason(failed);
            sendAway(connection);
        }
        settled.complete(null);
    }

    /** The hub already serves the connection, so that nothing can happen between the state and the frames. */
    private String hello(Connection connection) {
        List<RoomSummary> overview = messages.overview(connection.caller());
        Set<UUID> people = overview.stream()
                .flatMap(room -> room.acquaintances().stream())
                .collect(Collectors.toCollection(HashSet::new));
        hub.meet(connection, people);
        return Frames.hello(
                connection.id(),
                connection.caller(),
                connection.displayName(),
                time.now(),
                settings.duration(Setting.HEARTBEAT).toSeconds(),
                overview,
                presence.presenceOf(people));
    }

    /** The client comes back by itself; without its state it could not do anything here. */
    private static void sendAway(Connection connection) {
        connection.close(CloseCode.RESTART);
    }
}
