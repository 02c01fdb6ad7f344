package org.chatboard.webhooks.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import org.chatboard.platform.threads.Pool;

/** The threads that wait for other servers; so many that a few slow ones do not hold up the rest, and never those of the chat. */
@ApplicationScoped
class Couriers extends Pool {

    private static final int THREADS = 12;

    private static final int MAX_WAITING = 1_000;

    Couriers() {
        super(THREADS, MAX_WAITING);
    }
}
