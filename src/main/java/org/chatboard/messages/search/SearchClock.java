package org.chatboard.messages.search;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.messages.log.MessageLog;
import org.chatboard.platform.Workers;
import org.chatboard.platform.threads.StartListener.Starting;
import org.jspecify.annotations.Nullable;

/** Makes the index of messages when ChatBoard starts, and lets it follow what is said, beside everything else. */
@ApplicationScoped
public class SearchClock {

    private static final System.Logger LOG = System.getLogger(SearchClock.class.getName());

    private static final long SECONDS = 3;

    /** After each step it rests so many times as long: those who talk need the database more than search needs its index. */
    private static final int REST = 4;

    /** Of messages in a second; while more are said, the index stands still. */
    private static final int BUSY = 500;

    /** After so long it takes a step although many talk, and another one each time the clock strikes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Workers workers;

    @Inject
    MessageLog log;

    @Inject
    GramRepository grams;

    @Inject
    GramWriter writer;

    private final AtomicBoolean isFollowing = new AtomicBoolean();
    private volatile boolean isOver;
    private volatile boolean isBusy;
    private long storedBefore;
    private long lookedAt = System.nanoTime();
    private long quietAt = lookedAt;
    private @Nullable ScheduledFuture<?> ticking;

    void start(@Observes Starting now) {
        try {
            if (grams.prepare()) {
                ticking = scheduler.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
            }
        } catch (SQLException | RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The index of messages cannot be made. Search works without it, but slowly; see operations.md.",
                    failed);
        }
    }

    @PreDestroy
    void stop() {
        isOver = true;
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    /** A long history takes minutes, for which the clock must not stand still. */
    private void tick() {
        lookAround();
        if (isBusy && lookedAt - quietAt < PATIENCE.toNanos()) {
            return;
        }
        if (isFollowing.compareAndSet(false, true)) {
            try {
                workers.execute(this::follow);
            } catch (RejectedExecutionException busy) {
                isFollowing.set(false);
            }
        }
    }

    private void lookAround() {
        long now = System.nanoTime();
        long stored = log.stored();
        isBusy = (stored - storedBefore) * TimeUnit.SECONDS.toNanos(1) / (now - lookedAt) > BUSY;
        storedBefore = stored;
        lookedAt = now;
        if (!isBusy) {
            quietAt = now;
        }
    }

    private void follow() {
        try {
            boolean more;
            do {
                long start = System.nanoTime();
                more = writer.follow();
                if (more) {
                    LockSupport.parkNanos(REST * (System.nanoTime() - start));
                }
            } while (more && !isOver && !isBusy);
        } catch (SQLException | RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "The index of messages could not follow; it tries again", failed);
        } finally {
            isFollowing.set(false);
        }
    }
}
