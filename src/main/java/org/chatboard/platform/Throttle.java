package org.chatboard.platform;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets everybody do something so many times a second, and more of it at once after a pause. This is the generic cell rate
 * algorithm (ITU-T I.371): one number per person, no lock, and no clock that fills buckets.
 */
public final class Throttle {

    /** Beyond this, those who have their whole burst again are forgotten: that is no loss. */
    private static final int MOST = 10_000;

    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;

    /** When each person's last turn would be over if all had kept to the rate. */
    private final Map<UUID, AtomicLong> busyUntil = new ConcurrentHashMap<>();

    private final AtomicLong lastSweep;

    /** Nobody has done anything yet. */
    public Throttle() {
        this(System::nanoTime);
    }

    Throttle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastSweep = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Takes a turn, if there is one.
     *
     * @param perSecond turns of a person in a second, 1 or more
     * @param burst turns at once, 1 or more
     * @return 0 when it was taken; else the nanoseconds until the next one, and nothing was taken
     */
    public long take(UUID person, int perSecond, int burst) {
        long now = nanoTime.getAsLong();
        AtomicLong until = busyUntil.get(person);
        if (until == null) {
            sweep(now);
            until = busyUntil.computeIfAbsent(person, id -> new AtomicLong(now));
        }
        long turn = SECOND / perSecond;
        while (true) {
            long before = until.get();
            // Differences, because these clocks may run through zero.
            long ahead = Math.max(before - now, 0);
            long wait = ahead - turn * (burst - 1L);
            if (wait > 0) {
                return wait;
            }
            if (until.compareAndSet(before, now + ahead + turn)) {
                return 0;
            }
        }
    }

    /** How many people are remembered. */
    int size() {
        return busyUntil.size();
    }

    private void sweep(long now) {
        long before = lastSweep.get();
        if (busyUntil.size() >= MOST && now - before >= SECOND && lastSweep.compareAndSet(before, now)) {
            busyUntil.values().removeIf(until -> until.get() - now <= 0);
        }
    }
}
