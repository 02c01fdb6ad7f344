package org.chatboard.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever is tried, and how often: the log stays readable, and says what it leaves out. */
class RefusalLogTest {

    private static final class Clock implements TimeMeter {

        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private final Clock clock = new Clock();

    private final RefusalLog log = new RefusalLog(clock);

    private long written(String source, int times) {
        long written = 0;
        for (int i = 0; i < times; i++) {
            written += log.line(source, "refused").stream().count();
        }
        return written;
    }

    @Test
    void aFloodIsCountedAndTheNextLineSaysSo() {
        assertThat(written("192.0.2.1", 6_000)).isEqualTo(RefusalLog.BURST);
        assertThat(log.line("192.0.2.2", "refused")).as("others").contains("refused");
        clock.nanos += Duration.ofSeconds(2).toNanos();
        assertThat(log.line("192.0.2.1", "refused")).contains("refused; 5800 more like it were not written");
        clock.nanos += Duration.ofSeconds(2).toNanos();
        assertThat(log.line("192.0.2.1", "refused")).contains("refused");
    }

    /** A hundred a second for an hour. */
    @Test
    void anHourOfItIsHalfALineASecond() {
        long lines = 0;
        for (int i = 0; i < 360_000; i++) {
            clock.nanos += Duration.ofMillis(10).toNanos();
            lines += written("192.0.2.1", 1);
        }
        assertThat(lines).isLessThanOrEqualTo(RefusalLog.BURST + 60L * RefusalLog.PER_MINUTE);
    }

    @Test
    void manySourcesTogetherHaveALimitToo() {
        long lines = 0;
        for (int i = 0; i < 50_000; i++) {
            lines += written("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256, 1);
        }
        assertThat(lines).isEqualTo(RefusalLog.BURST_OF_ALL);
        clock.nanos += Duration.ofMinutes(1).toNanos();
        assertThat(written("192.0.2.1", 1_000)).isEqualTo(RefusalLog.BURST);
    }

    @Test
    void nobodyWritesLinesOfTheirOwn() {
        assertThat(RefusalLog.printable("a\r\nSEVERE: forged \u2028\u202e\u0000b", 100))
                .isEqualTo("a??SEVERE: forged ???b");
        assertThat(RefusalLog.printable("x".repeat(500), 10)).isEqualTo("x".repeat(10) + "…");
        assertThat(log.line("192.0.2.1", "fine")).isEqualTo(Optional.of("fine"));
    }
}
