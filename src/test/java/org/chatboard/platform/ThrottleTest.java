package org.chatboard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final long SECOND = 1_000_000_000L;
    private static final UUID ANNA = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();

    /** Shortly before it runs through the end of its numbers, as it may. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND);

    private final Throttle throttle = new Throttle(now::get);

    @Test
    void theBurstIsThereAtOnceAndThenTheRate() {
        assertThat(taken(ANNA, 100)).isEqualTo(30);
        for (int second = 0; second < 5; second++) {
            now.addAndGet(SECOND);
            assertThat(taken(ANNA, 100)).isEqualTo(10);
        }
        now.addAndGet(3 * SECOND);
        assertThat(taken(ANNA, 100)).isEqualTo(30);
    }

    @Test
    void whoWaitsAsLongAsToldGetsATurn() {
        taken(ANNA, 30);
        long wait = throttle.take(ANNA, 10, 30);
        assertThat(wait).isEqualTo(SECOND / 10);
        now.addAndGet(wait - 1);
        assertThat(throttle.take(ANNA, 10, 30)).isEqualTo(1);
        now.addAndGet(1);
        assertThat(throttle.take(ANNA, 10, 30)).isZero();
    }

    @Test
    void askingInVainCostsNothing() {
        taken(ANNA, 1_000);
        now.addAndGet(SECOND / 10);
        assertThat(throttle.take(ANNA, 10, 30)).isZero();
    }

    @Test
    void peopleDoNotWaitForEachOther() {
        taken(ANNA, 100);
        assertThat(taken(BEN, 100)).isEqualTo(30);
    }

    @Test
    void aBurstOfOneIsOneAtATime() {
        assertThat(IntStream.range(0, 5).filter(i -> throttle.take(ANNA, 1, 1) == 0))
                .hasSize(1);
    }

    @Test
    void howItStandsIsToldWithEachTurn() {
        assertThat(throttle.ask("door", 10, 3)).isEqualTo(new Throttle.Turn(true, 2, Duration.ZERO, tenths(1)));
        assertThat(throttle.ask("door", 10, 3)).isEqualTo(new Throttle.Turn(true, 1, Duration.ZERO, tenths(2)));
        assertThat(throttle.ask("door", 10, 3)).isEqualTo(new Throttle.Turn(true, 0, tenths(1), tenths(3)));
        assertThat(throttle.ask("door", 10, 3)).isEqualTo(new Throttle.Turn(false, 0, tenths(1), tenths(3)));
        now.addAndGet(SECOND / 10);
        assertThat(throttle.ask("door", 10, 3)).isEqualTo(new Throttle.Turn(true, 0, tenths(1), tenths(3)));
        now.addAndGet(SECOND);
        assertThat(throttle.ask("door", 10, 3)).isEqualTo(new Throttle.Turn(true, 2, Duration.ZERO, tenths(1)));
    }

    private static Duration tenths(int tenths) {
        return Duration.ofMillis(100L * tenths);
    }

    @Test
    void thoseWhoAreQuietAreForgotten() {
        for (int i = 0; i < 25_000; i++) {
            throttle.take(new UUID(0, i), 10, 30);
            now.addAndGet(SECOND / 1_000);
        }
        assertThat(throttle.size()).isLessThanOrEqualTo(11_001);
    }

    private long taken(UUID who, int tries) {
        return IntStream.range(0, tries)
                .filter(i -> throttle.take(who, 10, 30) == 0)
                .count();
    }
}
