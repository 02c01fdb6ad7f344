package org.chatboard.platform;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets everybody, or whatever else is counted, do something so many times a second, and more of it at once after a pause. This is the generic cell rate
 * algorithm (ITU-T I.371): one number per person, no lock, and no clock that fills buckets.
 */
public final class Throttle {

    /** Beyond this, those who have their whole burst again are forgotten: that is no loss. */
    private static final int MOST = 10_000;

    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;

    /** When each person's last turn would be over if all had kept to the rate. */
    private final Map<Object, AtomicLong> busyUntil = new ConcurrentHashMap<>();

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
        return Math.max(-advance(person, SECOND / perSecond, burst), 0);
    }

    /**
     * How it stands with somebody after asking for a turn.
     *
     * @param taken whether there was one
     * @param left turns that could be taken at once now
     * @param next how long until there is a turn again; nothing when there is one
     * @param full how long until the whole burst is there again
     */
    public record Turn(boolean taken, int left, Duration next, Duration full) {}

    /**
     * Takes a turn, if there is one, and tells how it stands.
     *
     * @param who what is counted; equal to itself whenever it comes
     */
    public Turn ask(Object who, int perSecond, int burst) {
        long turn = SECOND / perSecond;
        long moved = advance(who, turn, burst);
        long ahead = moved > 0 ? moved : -moved + turn * (burst - 1L);
        int left = (int) Math.max(burst - (ahead + turn - 1) / turn, 0);
        long wait = ahead - turn * (burst - 1L);
        return new Turn(moved > 0, left, Duration.ofNanos(Math.max(wait, 0)), Duration.ofNanos(ahead));
    }

    /** How far ahead of the clock somebody is after a turn, always more than 0; less by how long there is none. */
    private long advance(Object who, long turn, int burst) {
        long now = nanoTime.getAsLong();
        AtomicLong until = busyUntil.get(who);
        if (until == null) {
            sweep(now);
            until = busyUntil.computeIfAbsent(who, id -> new AtomicLong(now));
        }
        while (true) {
            long before = until.get();
            // Differences, because these clocks may run through zero.
            long ahead = Math.max(before - now, 0);
            long wait = ahead - turn * (burst - 1L);
            if (wait > 0) {
                return -wait;
            }
            if (until.compareAndSet(before, now + ahead + turn)) {
                return ahead + turn;
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
