package org.chatboard.checker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Postgres;
import org.chatboard.testing.Visitor;

/** What goes wrong, in an order that a seed decides. */
final class Faults {

    /** Pacing: how long the load goes on before a fault, and how long a short one lasts. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int PAGES = 5;

    /** Something that goes wrong while people write. */
    enum Fault {
        /** Every message is sent three times at once. */
        TRIPLE,
        /** All sockets are cut at once. */
        CUT_SOCKETS,
        /** {@code kill -9} of the server, then its start. */
        KILL_SERVER,
        /** {@code kill -9} of all processes of PostgreSQL, then its start. */
        KILL_DATABASE,
        /** SIGSTOP of all processes of PostgreSQL, then SIGCONT. */
        STOP_DATABASE;

        boolean isPossible() {
            return Postgres.shared().isPresent() || (this != KILL_DATABASE && this != STOP_DATABASE);
        }
    }

    private final Random random;
    private final int longestStop;
    private long slowestPage;

    /** @param longestStop for how many seconds at most PostgreSQL is stopped */
    Faults(long seed, int longestStop) {
        this.random = new Random(seed);
        this.longestStop = longestStop;
    }

    /** Every possible fault once. */
    List<Fault> round() {
        List<Fault> all = new ArrayList<>(List.of(Fault.values()));
        all.removeIf(fault -> !fault.isPossible());
        Collections.shuffle(all, random);
        return all;
    }

    /** How long the page took to answer that was asked for while PostgreSQL was stopped, in milliseconds. */
    long slowestPage() {
        return slowestPage;
    }

    /** Lets it happen; returns when the cause is gone, not when everybody has recovered. */
    void strike(Fault fault, List<Client> clients) throws IOException {
        park(random.nextInt((int) PAUSE.toMillis()));
        switch (fault) {
            case TRIPLE -> {
                clients.forEach(client -> client.copies(3));
                park(PAUSE.toMillis());
                clients.forEach(client -> client.copies(1));
            }
            case CUT_SOCKETS -> clients.forEach(Client::cut);
            case KILL_SERVER -> {
                ChatServer.shared().kill9();
                ChatServer.shared().start();
            }
            case KILL_DATABASE -> {
                Postgres postgres = Postgres.shared().orElseThrow();
                postgres.kill9();
                park(random.nextInt((int) PAUSE.toMillis()));
                postgres.restart();
            }
            case STOP_DATABASE -> stopDatabase();
        }
    }

    private void stopDatabase() throws IOException {
        Postgres postgres = Postgres.shared().orElseThrow();
        postgres.pause();
        try {
            // So long that everybody who posts has run into it.
            park(4_000 + random.nextInt(1_000 * Math.max(1, longestStop - 4)));
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < PAGES; i++) {
                long start = System.nanoTime();
                new Visitor().get("/login");
                fastest = Math.min(fastest, (System.nanoTime() - start) / 1_000_000);
            }
            slowestPage = Math.max(slowestPage, fastest);
        } finally {
            postgres.resume();
        }
    }

    /** Pacing only: nothing is expected to be true afterwards. */
    private static void park(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
