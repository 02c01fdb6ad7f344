package org.chatboard.messages.search;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.platform.Workers;
import org.jspecify.annotations.Nullable;

/** Makes the index of messages when ChatBoard starts, and lets it follow what is said, beside everything else. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class SearchClock {

    private static final System.Logger LOG = System.getLogger(SearchClock.class.getName());

    private static final long SECONDS = 3;

    /** After each step it rests so many times as long: those who talk need the database more than search needs its index. */
    private static final int REST = 4;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Workers workers;

    @Inject
    GramRepository grams;

    @Inject
    GramWriter writer;

    private final AtomicBoolean isFollowing = new AtomicBoolean();
    private volatile boolean isOver;
    private @Nullable ScheduledFuture<?> ticking;

    @PostConstruct
    void start() {
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
        if (isFollowing.compareAndSet(false, true)) {
            try {
                workers.execute(this::follow);
            } catch (RejectedExecutionException busy) {
                isFollowing.set(false);
            }
        }
    }

    private void follow() {
        try {
            boolean more = true;
            while (more && !isOver) {
                long start = System.nanoTime();
                more = writer.follow();
                if (more) {
                    LockSupport.parkNanos(REST * (System.nanoTime() - start));
                }
            }
        } catch (SQLException | RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "The index of messages could not follow; it tries again", failed);
        } finally {
            isFollowing.set(false);
        }
    }
}
