package org.chatboard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimeTest {

    private Instant shown = Instant.parse("2026-11-20T10:00:00.123456789Z");
    private long nanos = -5;

    private final Time time = new Time(
            new Clock() {
                @Override
                public Instant instant() {
                    return shown;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            },
            () -> nanos);

    @Test
    void theHourIsThatOfTheClockInMicroseconds() {
        assertThat(time.now()).isEqualTo(Instant.parse("2026-11-20T10:00:00.123456Z"));
    }

    @Test
    void aClockThatJumpsMakesNothingOlderOrYounger() {
        Instant before = time.steady();
        shown = shown.plus(Duration.ofHours(1));
        nanos += 2_000_000_000;
        assertThat(Duration.between(before, time.steady())).isEqualTo(Duration.ofSeconds(2));
        shown = shown.minus(Duration.ofHours(2));
        nanos += 1;
        assertThat(Duration.between(before, time.steady())).isEqualTo(Duration.ofSeconds(2, 1));
        assertThat(time.now()).isEqualTo(Instant.parse("2026-11-20T09:00:00.123456Z"));
    }
}
