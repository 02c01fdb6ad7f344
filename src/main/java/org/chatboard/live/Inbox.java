package org.chatboard.live;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The work that one connection asked for, done one after the other off the server's socket threads: those must never
 * wait for a database. Bounded, so that a flood from one client is its own problem.
 */
final class Inbox {

    private static final int MAX_WAITING = 1_024;

    private final Executor executor;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private boolean working;
    private boolean closed;

    Inbox(Executor executor) {
        this(executor, MAX_WAITING);
    }

    /** @param mostWaiting how many tasks may wait */
    Inbox(Executor executor, int mostWaiting) {
        this.executor = executor;
        this.mostWaiting = mostWaiting;
    }

    /** Queues a task that must not throw; false when too many wait already or nothing is taken any more. */
    boolean offer(Runnable task) {
        synchronized (this) {
            if (closed || waiting.size() >= mostWaiting) {
                return false;
            }
            waiting.add(task);
            if (working) {
                return true;
            }
            working = true;
        }
        try {
            executor.execute(this::work);
            return true;
        } catch (RejectedExecutionException stopping) {
            clear();
            return false;
        }
    }

    /** Whether nothing waits and nothing is being done: then what never waits for a database need not queue either. */
    synchronized boolean isIdle() {
        return !working && !closed;
    }

    /** Forgets what waits and takes nothing more: whoever asked for it may not do it any more. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            working = false;
        }
        return task;
    }

    private synchronized void clear() {
        waiting.clear();
        working = false;
    }
}
