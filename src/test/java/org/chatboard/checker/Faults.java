package org.chatboard.checker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.Postgres;

/** What goes wrong, in an order that a seed decides. */
final class Faults {

    /** Pacing: how long the load goes on before a fault, in milliseconds. */
    private static final int PAUSE = 1_000;

    private final Random random;
    private final Set<Fault> wanted;
    private final SocketFaults sockets;
    private final ServerFaults server;
    private final DatabaseFaults database;

    Faults(Random random, Set<Fault> wanted, SocketFaults sockets, ServerFaults server, DatabaseFaults database) {
        this.random = random;
        this.wanted = EnumSet.copyOf(wanted);
        this.sockets = sockets;
        this.server = server;
        this.database = database;
    }

    /** Every wanted and possible fault once; the clock jumps last, for it needs a server that was started for that. */
    List<Fault> round(Report report) throws IOException {
        List<Fault> all = new ArrayList<>();
        for (Fault fault : wanted) {
            String missing = missing(fault);
            if (missing.isEmpty()) {
                all.add(fault);
            } else {
                report.skipped(fault, missing);
            }
        }
        Collections.shuffle(all, random);
        if (all.remove(Fault.CLOCK_JUMP)) {
            all.add(Fault.CLOCK_JUMP);
        }
        return all;
    }

    private String missing(Fault fault) throws IOException {
        if (fault.isOfTheDatabase() && Postgres.shared().isEmpty()) {
            return "H2 lives in the server's own process";
        }
        return switch (fault) {
            case CLOCK_JUMP -> server.canJump() ? "" : "no Linux with a C compiler (cc)";
            case FILL_DISK -> database.canFill() ? "" : "whoever runs the tests may not mount a small disk";
            default -> "";
        };
    }

    /** Lets it happen; returns when the cause is gone, not when everybody has recovered. */
    void strike(Fault fault, List<Talk> talks) throws IOException {
        park(random.nextInt(PAUSE));
        switch (fault) {
            case TRIPLE -> sockets.triple(talks);
            case STORM -> sockets.storm(talks);
            case SLOW_READERS -> sockets.slowReaders(talks);
            case FLOOD -> sockets.flood(talks);
            case KILL_SERVER -> server.kill();
            case REDEPLOY -> server.redeploy(talks);
            case BROKEN_WAR -> server.deployBroken(talks);
            case CLOCK_JUMP -> server.jump(talks);
            case KILL_DATABASE -> database.kill();
            case STOP_DATABASE -> database.stop(talks);
            case EXHAUST_POOL -> database.exhaust(talks);
            case FILL_DISK -> database.fill(talks);
        }
    }

    /** Pacing only: nothing is expected to be true afterwards. */
    static void park(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
