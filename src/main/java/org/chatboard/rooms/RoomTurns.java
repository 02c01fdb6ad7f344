package org.chatboard.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chatboard.platform.Unavailable;

/**
 * Whoever changes something in a room tells of it before anybody else changes something there: messages and the comings
 * and goings of people reach every connection in the order in which they were stored. One turn for a partition of rooms,
 * as the writers of messages take them.
 */
@ApplicationScoped
public class RoomTurns {

    /** Fewer writers share a commit among more; on many cores one alone would hold up the others. */
    public static final int PARTITIONS =
            Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** Fair: a writer who always finds something to write lets others come in between. */
    private final List<ReentrantLock> turns =
            Stream.generate(() -> new ReentrantLock(true)).limit(PARTITIONS).toList();

    /** The partition of a room. */
    public static int partition(UUID roomId) {
        return Math.floorMod(roomId.hashCode(), PARTITIONS);
    }

    /** Works when the turn of a partition comes. */
    public void take(int partition, Runnable work) {
        ReentrantLock turn = turns.get(partition);
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Changes something in a room and tells of it.
     *
     * @throws Unavailable when the turn does not come in time
     */
    public <T> T take(UUID roomId, Supplier<T> work) {
        ReentrantLock turn = turns.get(partition(roomId));
        boolean taken;
        try {
            taken = turn.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable(stopping);
        }
        if (!taken) {
            throw new Unavailable(new TimeoutException("The room was busy for " + LONGEST_WAIT));
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
