package org.chatboard.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that people are told in time when something hangs: a database that neither answers nor hangs up holds the
 * threads that asked it, and everything behind them, until the driver gives up. One look at the oldest five times a
 * second, because a timer for each message would cost more than the message.
 */
@ApplicationScoped
public class Deadlines {

    /** How long an answer may take; with the look and the way to the client people know within three seconds. */
    static final Duration LIMIT = Duration.ofMillis(2_200);

    private static final System.Logger LOG = System.getLogger(Deadlines.class.getName());

    private static final Duration LOOK = Duration.ofMillis(200);

    /** One of its own: on the server's, clocks that ask the database stand in the way just when it hangs. */
    @Resource(lookup = "concurrent/chatboard-clock")
    ManagedScheduledExecutorService scheduler;

    /** The oldest is always in front: all wait equally long. */
    private final Queue<Waiting> all = new ConcurrentLinkedQueue<>();

    private @Nullable ScheduledFuture<?> looking;

    private record Waiting(CompletableFuture<?> answer, long dueNanos) {}

    @PostConstruct
    void start() {
        looking = scheduler.scheduleWithFixedDelay(
                () -> look(System.nanoTime()), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.cancel(false);
        }
    }

    /**
     * Completes an answer with {@link Unavailable} when nobody else has after 2.2 s. What was asked for may happen
     * nevertheless, later: this is for questions that can be asked again.
     */
    public void limit(CompletableFuture<?> answer) {
        all.add(new Waiting(answer, System.nanoTime() + LIMIT.toNanos()));
    }

    void look(long nowNanos) {
        try {
            for (Waiting first = all.peek();
                    first != null && (first.answer.isDone() || nowNanos - first.dueNanos >= 0);
                    first = all.peek()) {
                all.remove();
                if (!first.answer.isDone()) {
                    first.answer.completeExceptionally(
                            new Unavailable(new TimeoutException("no answer within " + LIMIT)));
                }
            }
        } catch (RuntimeException failed) {
            // A scheduled task that throws is never run again.
            LOG.log(System.Logger.Level.ERROR, "Somebody could not be told that something hangs", failed);
        }
    }
}
