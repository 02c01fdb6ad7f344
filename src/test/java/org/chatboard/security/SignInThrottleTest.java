package org.chatboard.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.chatboard.platform.TooMany;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final class Clock implements TimeMeter {

        private long nanos;

        void advance(Duration time) {
            nanos += time.toNanos();
        }

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

    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void onePasswordTriedOnManyAccountsIsStopped() {
        for (int i = 0; i < 50; i++) {
            throttle.take("10.0.0.1", 50);
        }

        assertThatThrownBy(() -> throttle.take("10.0.0.1", 50)).isInstanceOf(TooMany.class);
        assertThatCode(() -> throttle.take("10.0.0.2", 50)).doesNotThrowAnyException();
        clock.advance(SignInThrottle.ADDRESS_PERIOD);
        assertThatCode(() -> throttle.take("10.0.0.1", 50)).doesNotThrowAnyException();
    }

    @Test
    void whatIsGivenBackIsThereAgain() {
        for (int i = 0; i < 100; i++) {
            throttle.take("10.0.0.1", 50);
            throttle.giveBack("10.0.0.1");
        }

        assertThatCode(() -> throttle.take("10.0.0.1", 50)).doesNotThrowAnyException();
    }
}
