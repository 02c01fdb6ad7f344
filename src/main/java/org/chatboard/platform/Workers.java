package org.chatboard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import org.chatboard.platform.threads.Pool;

/** The threads of everything that may wait for the database: the work of connections and the writers of messages. */
@ApplicationScoped
public class Workers extends Pool {

    /** As many as the pool of the database has connections (server-config). */
    private static final int THREADS = 32;

    private static final int MAX_WAITING = 100_000;

    Workers() {
        super(THREADS, MAX_WAITING);
    }
}
