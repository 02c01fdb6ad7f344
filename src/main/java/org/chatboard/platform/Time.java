package org.chatboard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/** The clock of the installation: UTC, in the microseconds that both databases keep. */
@ApplicationScoped
public class Time {

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Instant startedAt;
    private final long startedNanos;

    /** The clock of the machine. */
    public Time() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    Time(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.startedAt = clock.instant();
        this.startedNanos = nanoTime.getAsLong();
    }

    /** Now, cut to microseconds so that what is answered equals what is read back. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Runs forward evenly, whatever somebody does to the clock of the machine. For how long ago something was on this
     * server, never for when: after a jump of the clock it stays off by that jump.
     */
    public Instant steady() {
        return startedAt.plusNanos(nanoTime.getAsLong() - startedNanos);
    }
}
