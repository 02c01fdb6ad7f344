package org.chatboard.platform;

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

/**
 * The threads of everything that may wait for the database: the work of connections and the writers of messages. Managed
 * threads of the server, but a plain pool: a managed executor searches the whole application for context providers at each
 * task, which costs more than most tasks.
 */
@ApplicationScoped
public class Workers implements Executor {

    /** As many as the pool of the database has connections (server-config). */
    private static final int THREADS = 32;

    private static final int MAX_WAITING = 100_000;
    private static final long IDLE_SECONDS = 60;

    @Resource
    ManagedThreadFactory threads;

    private @Nullable ThreadPoolExecutor pool;

    @PostConstruct
    void start() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), threads);
        workers.allowCoreThreadTimeOut(true);
        pool = workers;
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
     * @throws RejectedExecutionException when 100,000 tasks wait, or ChatBoard stops
     */
    @Override
    public void execute(Runnable task) {
        if (pool == null) {
            throw new RejectedExecutionException();
        }
        pool.execute(task);
    }
}
