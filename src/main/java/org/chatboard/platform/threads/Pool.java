package org.chatboard.platform.threads;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * So many threads, and a bounded queue before them. Managed threads of the server, but a plain pool: a managed executor
 * searches the whole application for context providers at each task, which costs more than most tasks.
 */
public abstract class Pool implements Executor {

    private static final long IDLE_SECONDS = 60;

    private final int most;
    private final int mostWaiting;

    @Resource
    ManagedThreadFactory threads;

    private @Nullable ThreadPoolExecutor pool;

    /**
     * @param most threads
     * @param mostWaiting tasks in the queue
     */
    protected Pool(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    @PostConstruct
    void start() {
        ThreadPoolExecutor started = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(mostWaiting), threads);
        started.allowCoreThreadTimeOut(true);
        pool = started;
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
     * @throws RejectedExecutionException when the queue is full, or ChatBoard stops
     */
    @Override
    public void execute(Runnable task) {
        if (pool == null) {
            throw new RejectedExecutionException();
        }
        pool.execute(task);
    }
}
