package org.chatboard.messages.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.chatboard.messages.MessagesPosted;
import org.chatboard.messages.Posted;
import org.chatboard.messages.revision.MessagesRevised;
import org.chatboard.messages.revision.Revised;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.Workers;
import org.chatboard.rooms.RoomTurns;

/**
 * The group commit. Posts, edits and withdrawals from all doors queue here, one queue per partition of rooms; whoever finds
 * a queue idle starts its writer, which takes what is waiting, stores it in one transaction and only then answers. A lonely
 * post waits for nothing, and under load the cost of a commit is shared by all that wait for it.
 */
@ApplicationScoped
public class MessageLog {

    private static final System.Logger LOG = System.getLogger(MessageLog.class.getName());

    private static final int MOST_IN_DOUBT = 10_000;

    @Inject
    Workers workers;

    @Inject
    PlainStore plainly;

    @Inject
    MessageStore store;

    @Inject
    RoomTurns turns;

    @Inject
    Event<MessagesPosted> posted;

    @Inject
    Event<MessagesRevised> revised;

    private final List<Partition> partitions =
            IntStream.range(0, RoomTurns.PARTITIONS).mapToObj(Partition::new).toList();

    /** What may be stored although whoever wanted it was told to try again: client ids of posts, ids of revised messages. */
    private final Set<UUID> inDoubt = ConcurrentHashMap.newKeySet();

    private final LongAdder stored = new LongAdder();

    /** Queues a post; its result is complete once it is committed or refused. */
    public CompletableFuture<Posted> append(Post post) {
        queue(post);
        return post.result();
    }

    /** Queues an edit or a withdrawal behind what is on its way into the same room. */
    public CompletableFuture<Revised> append(Revision revision) {
        queue(revision);
        return revision.result();
    }

    /** How many posts, edits and withdrawals were committed since ChatBoard started; for those who keep out of their way. */
    public long stored() {
        return stored.sum();
    }

    /**
     * Whether some writer is at work and so much waits for it already that taking in more would only make its queue longer.
     *
     * @return to be asked as often as one likes, without the container's proxy between
     */
    public BooleanSupplier crowded() {
        return () -> {
            long now = System.nanoTime();
            for (Partition partition : partitions) {
                if (partition.isCrowded(now)) {
                    return true;
                }
            }
            return false;
        };
    }

    private void queue(Pending pending) {
        Partition partition = partitions.get(RoomTurns.partition(pending.roomId()));
        ChatBoardException refusal = partition.take(pending);
        if (refusal == null) {
            startWriter(partition);
        } else {
            pending.failed(refusal);
        }
    }

    private void startWriter(Partition partition) {
        if (partition.begin()) {
            try {
                workers.execute(() -> write(partition));
            } catch (RejectedExecutionException full) {
                partition.end();
                partition.nextBatch().forEach(post -> post.failed(Unavailable.overloaded(full)));
            }
        }
    }

    private void write(Partition partition) {
        try {
            for (List<Pending> next = partition.nextBatch(); !next.isEmpty(); next = partition.nextBatch()) {
                List<Pending> batch = next;
                turns.take(partition.number(), () -> commit(batch));
            }
        } finally {
            partition.end();
        }
        if (!partition.isEmpty()) {
            startWriter(partition);
        }
    }

    private void commit(List<Pending> batch) {
        if (!inDoubt.isEmpty()) {
            batch.stream().filter(post -> inDoubt.remove(post.key())).forEach(Pending::doubt);
        }
        List<Pending> left;
        try {
            left = plainly.append(batch);
        } catch (SQLException | RuntimeException failed) {
            if (!isFaultOfOne(failed)) {
                fail(batch, failed);
                return;
            }
            left = batch;
        }
        if (left.size() < batch.size()) {
            List<Pending> done = new ArrayList<>(batch);
            done.removeAll(left);
            announce(done);
        }
        if (!left.isEmpty()) {
            commit(left, plainly.leavesKnown() || left.stream().anyMatch(Pending::inDoubt));
        }
    }

    private void commit(List<Pending> batch, boolean mayBeKnown) {
        try {
            store.append(batch, mayBeKnown);
        } catch (SQLException | RuntimeException failed) {
            if (!isFaultOfOne(failed) || (batch.size() == 1 && mayBeKnown)) {
                fail(batch, failed);
            } else if (mayBeKnown) {
                batch.forEach(post -> commit(List.of(post), true));
            } else {
                commit(batch, true);
            }
            return;
        }
        announce(batch);
    }

    private void fail(List<Pending> batch, Exception failed) {
        LOG.log(System.Logger.Level.WARNING, batch.size() + " message(s) could not be stored", failed);
        doubt(batch);
        batch.forEach(post -> post.failed(new Unavailable(failed)));
    }

    private void announce(List<Pending> batch) {
        stored.add(batch.size());
        try {
            tell(batch);
        } catch (RuntimeException observerFailed) {
            LOG.log(System.Logger.Level.ERROR, "Committed messages could not be announced", observerFailed);
        } finally {
            batch.forEach(Pending::committed);
        }
    }

    /** New messages together and revised ones together, as far as the order of the batch allows. */
    private void tell(List<Pending> batch) {
        List<Posted> added = new ArrayList<>(batch.size());
        List<Revised> changed = new ArrayList<>();
        for (Pending pending : batch) {
            if (pending instanceof Post post && post.added() != null) {
                tellRevised(changed);
                added.add(post.added());
            } else if (pending instanceof Revision revision && revision.applied() != null) {
                tellPosted(added);
                changed.add(revision.applied());
            }
        }
        tellPosted(added);
        tellRevised(changed);
    }

    private void tellPosted(List<Posted> added) {
        if (!added.isEmpty()) {
            posted.fire(new MessagesPosted(added));
            added.clear();
        }
    }

    private void tellRevised(List<Revised> changed) {
        if (!changed.isEmpty()) {
            revised.fire(new MessagesRevised(changed));
            changed.clear();
        }
    }

    /**
     * A connection that broke in the commit does not tell whether it was done. When the sender asks again and the message
     * turns out to be stored, nobody has been told of it yet.
     */
    private void doubt(List<Pending> batch) {
        if (inDoubt.size() < MOST_IN_DOUBT) {
            batch.forEach(post -> inDoubt.add(post.key()));
        }
    }

    /** Integrity and data errors (SQLSTATE 22 and 23) come from one row; its neighbours are stored without it. */
    private static boolean isFaultOfOne(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"))) {
                return true;
            }
        }
        return false;
    }
}
