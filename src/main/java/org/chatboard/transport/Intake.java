package org.chatboard.transport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.chatboard.platform.threads.Pool;
import org.jspecify.annotations.Nullable;

/**
 * Who reads from sockets, and when nobody does. Taking in what has come never waits, so a thread for two cores is enough;
 * more of them, one for each socket that has something to say, would take the processor from the few that store messages,
 * and a server asked for more than it can do would do nothing but refuse. Whoever finds a free place reads, its own socket
 * and those that arrive meanwhile, a piece of each in turn. While what was taken in before is too much, nobody reads: the
 * bytes wait in the operating system, whose flow control tells the clients.
 */
@ApplicationScoped
public class Intake extends Pool {

    private static final int READERS =
            Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));

    /** Sockets that a thread of the server reads before it goes back for its own: that cannot be read again before. */
    private static final int TURNS_OF_A_GUEST = 16;

    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** All open sockets may have something to say, each once. */
    private final Queue<Source> waiting = new ConcurrentLinkedQueue<>();

    private final long stuckNanos;
    private final AtomicReferenceArray<@Nullable Reader> places;

    private final AtomicInteger goingOn = new AtomicInteger();

    private volatile BooleanSupplier crowded = () -> false;

    /** Something to read from. */
    interface Source {

        /**
         * Reads a piece of what has come; throws nothing.
         *
         * @return whether there may be more, which nobody will be told of
         */
        boolean readPiece();
    }

    /** Someone who reads, and since when the piece in hand. */
    private static final class Reader {
        private volatile long began = System.nanoTime();
    }

    Intake() {
        this(READERS, STUCK_NANOS);
    }

    /**
     * @param readers how many may read at the same time
     * @param stuckNanos who reads one piece for longer is not counted any more
     */
    Intake(int readers, long stuckNanos) {
        super(2 * readers, Integer.MAX_VALUE);
        this.stuckNanos = stuckNanos;
        this.places = new AtomicReferenceArray<>(readers);
    }

    /**
     * Says when to leave the bytes of clients where they are.
     *
     * @param tooMuch asked before each piece, so it must be quick; must become false by itself in bounded time, for nothing else
     *     a client says is heard meanwhile
     */
    public void pauseWhile(BooleanSupplier tooMuch) {
        crowded = tooMuch;
    }

    /** Something has come from where it is not waited for already. */
    void arrived(Source source) {
        waiting.add(source);
        read(TURNS_OF_A_GUEST);
    }

    private void read(int turns) {
        for (int place = 0; place < places.length(); place++) {
            Reader before = places.get(place);
            if (before == null || System.nanoTime() - before.began > stuckNanos) {
                Reader reader = new Reader();
                if (places.compareAndSet(place, before, reader)) {
                    read(place, reader, turns);
                    return;
                }
            }
        }
    }

    private void read(int place, Reader reader, int turns) {
        boolean isMine = true;
        for (int turn = 0; turn < turns && isMine && !crowded.getAsBoolean(); turn++) {
            Source next = waiting.poll();
            if (next == null) {
                break;
            }
            reader.began = System.nanoTime();
            if (next.readPiece()) {
                waiting.add(next);
            }
            isMine = places.get(place) == reader;
        }
        places.compareAndSet(place, reader, null);
        // Whoever came after the look into the queue found the place taken.
        if (!waiting.isEmpty()) {
            goOnLater();
        }
    }

    /** As many as there are places will look into the queue: one more would find them all taken. */
    private void goOnLater() {
        if (goingOn.incrementAndGet() > places.length()) {
            goingOn.decrementAndGet();
            return;
        }
        try {
            execute(this::goOn);
        } catch (RejectedExecutionException stopping) {
            // Then the sockets are being closed.
            goingOn.decrementAndGet();
        }
    }

    private void goOn() {
        while (crowded.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        goingOn.decrementAndGet();
        read(Integer.MAX_VALUE);
    }
}
