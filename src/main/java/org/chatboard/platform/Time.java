package org.chatboard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock of the installation: UTC, in the microseconds that both databases keep. */
@ApplicationScoped
public class Time {

    private final Clock clock = Clock.systemUTC();

    /** Now, cut to microseconds so that what is answered equals what is read back. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
