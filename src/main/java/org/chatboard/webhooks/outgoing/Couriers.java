package org.chatboard.webhooks.outgoing;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads that wait for other servers; so many that a few slow ones do not hold up the rest, and never those of the chat. */
@ApplicationScoped
class Couriers implements Executor {

    private static final int THREADS = 12;

    private static final int MAX_WAITING = 1_000;

    private static final long IDLE_SECONDS = 60;

    @Resource
    ManagedThreadFactory threads;

    private @Nullable ThreadPoolExecutor pool;

    @PostConstruct
    void start() {
        ThreadPoolExecutor couriers = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), threads);
        couriers.allowCoreThreadTimeOut(true);
        pool = couriers;
    }

    @PreDestroy
    void stop() {
        if (pool != null) {
            pool.shutdownNow();
        }
    }

    /**
     * Runs a task soon.
     *
     * @throws RejectedExecutionException when too much waits already, or ChatBoard stops
     */
    @Override
    public void execute(Runnable task) {
        if (pool == null) {
            throw new RejectedExecutionException();
        }
        pool.execute(task);
    }
}
