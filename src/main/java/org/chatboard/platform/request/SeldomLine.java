package org.chatboard.platform.request;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one line a minute into the log of what strangers can cause as often as they like. */
public final class SeldomLine {

    private static final long MINUTE = 60_000_000_000L;

    private final AtomicLong unsaid = new AtomicLong();

    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - MINUTE);

    /** Counts one more; when a line is due, how many there were since the last one. */
    public OptionalLong count() {
        long times = unsaid.incrementAndGet();
        long now = System.nanoTime();
        long before = saidAt.get();
        if (now - before < MINUTE || !saidAt.compareAndSet(before, now)) {
            return OptionalLong.empty();
        }
        unsaid.addAndGet(-times);
        return OptionalLong.of(times);
    }
}
