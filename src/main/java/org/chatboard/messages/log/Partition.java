package org.chatboard.messages.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.jspecify.annotations.Nullable;

/** What waits for one writer of the log, and whether it runs. */
final class Partition {

    private static final int MAX_WAITING = 10_000;
    private static final int MAX_BATCH = 256;

    /** Leaves time to store and to answer before the sender is told that nothing is known. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(1_500);

    /** Several batches; a longer queue stores no faster. */
    private static final Duration ENOUGH_WAIT = Duration.ofMillis(100);

    /** Whoever takes longer to store a batch waits for something. */
    private static final Duration LONGEST_BATCH = Duration.ofMillis(300);

    private final int number;
    private final LinkedBlockingQueue<Pending> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile long batchBegan = System.nanoTime();

    Partition(int number) {
        this.number = number;
    }

    /** Its number, from 0. */
    int number() {
        return number;
    }

    /** Lets something wait for the writer, or says why it cannot. */
    @Nullable
    ChatBoardException take(Pending pending) {
        ChatBoardException refusal = behind();
        return refusal == null && !waiting.offer(pending) ? tooMany() : refusal;
    }

    /** Taking in what cannot be answered in time would only cost those who wait already. */
    private @Nullable ChatBoardException behind() {
        Pending oldest = waiting.peek();
        long now = System.nanoTime();
        if (oldest == null || now - oldest.queuedNanos() < LONGEST_WAIT.toNanos()) {
            return null;
        }
        return now - batchBegan < LONGEST_WAIT.toNanos()
                ? tooMany()
                : new Unavailable(new TimeoutException("The database has not answered for " + LONGEST_WAIT));
    }

    private static TooMany tooMany() {
        return new TooMany(
                "too_many", "ChatBoard is very busy; send the message again in a moment.", Duration.ofSeconds(2));
    }

    /**
     * Whether the writer is at work and so much waits for it already that taking in more would only make the queue longer.
     * Not while the database does not answer: whoever says something then must be told, not left waiting.
     */
    boolean isCrowded(long nowNanos) {
        Pending oldest = waiting.peek();
        return oldest != null
                && nowNanos - oldest.queuedNanos() > ENOUGH_WAIT.toNanos()
                && nowNanos - batchBegan < LONGEST_BATCH.toNanos();
    }

    /** True for the one who is to be its writer from now on. */
    boolean begin() {
        return writing.compareAndSet(false, true);
    }

    /** From now on it has no writer. */
    void end() {
        writing.set(false);
    }

    /** Nothing waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes out what waits, as much as is stored at once. */
    List<Pending> nextBatch() {
        batchBegan = System.nanoTime();
        List<Pending> batch = new ArrayList<>();
        waiting.drainTo(batch, MAX_BATCH);
        return batch;
    }
}
