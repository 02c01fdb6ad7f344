package org.chatboard.transport;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the idle timer of Tyrus out of the way of messages. Tyrus 2.1 schedules a task for every frame in and out even
 * when no idle timeout is set ({@code TyrusSession.restartIdleTimeoutExecutor}), and hands it to the server's managed
 * scheduler, which saves and restores a whole context for each: more than half of the CPU of a busy server. ChatBoard has
 * its own heartbeat. There is no option for it, so the scheduler of this application's WebSocket container is replaced by
 * one that drops timers of no length; where that is not possible, everything works as before, only slower.
 */
@WebListener
public final class SocketTimers implements ServletContextListener {

    private static final System.Logger LOG = System.getLogger(SocketTimers.class.getName());

    private static final String SCHEDULER = "managedScheduledExecutorService";

    @Resource
    ManagedThreadFactory threads;

    private @Nullable Scheduler scheduler;

    @Override
    public void contextInitialized(ServletContextEvent start) {
        Object container = start.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            Field field = field(container);
            field.setAccessible(true);
            scheduler = new Scheduler(threads);
            field.set(container, scheduler);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The idle timers of WebSocket connections cannot be replaced in this version of the server;"
                            + " messages will cost about twice the CPU",
                    otherVersion);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent end) {
        if (scheduler != null) {
            scheduler.shutdownNow();
        }
    }

    private static Field field(@Nullable Object container) throws NoSuchFieldException {
        for (Class<?> type = container == null ? null : container.getClass();
                type != null;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(SCHEDULER)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(SCHEDULER);
    }

    /** Runs what has a delay, and forgets it when it is cancelled. */
    private static final class Scheduler extends ScheduledThreadPoolExecutor {

        private static final ScheduledFuture<?> DROPPED = new Dropped();

        Scheduler(ThreadFactory threads) {
            super(1, threads);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return delay <= 0 ? DROPPED : super.schedule(task, delay, unit);
        }
    }

    /** The timer that never was. */
    private static final class Dropped extends CompletableFuture<@Nullable Object>
            implements ScheduledFuture<@Nullable Object> {

        Dropped() {
            complete(null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
