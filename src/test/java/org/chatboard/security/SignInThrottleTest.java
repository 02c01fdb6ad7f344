package org.chatboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    void theSixthAttemptHasToWaitAMinute() {
        fail("anna", "10.0.0.1", 5);

        TooMany locked = catchThrowableOfType(TooMany.class, () -> throttle.attempt("anna", "10.0.0.1", 5, 50));

        assertThat(locked.retryAfter()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        clock.advance(locked.retryAfter());
        assertOpen("anna", "10.0.0.1");
        assertLocked("anna", "10.0.0.1");
    }

    @Test
    void theCaseOfTheNameMakesNoDifference() {
        fail("anna", "10.0.0.1", 5);

        assertLocked(" ANNA ", "10.0.0.1");
    }

    @Test
    void otherAccountsAndOtherAddressesAreNotLocked() {
        fail("anna", "10.0.0.1", 5);

        assertOpen("ben", "10.0.0.1");
        assertOpen("anna", "10.0.0.2");
    }

    @Test
    void theRightPasswordForgetsTheWrongOnes() {
        fail("anna", "10.0.0.1", 4);
        throttle.attempt("anna", "10.0.0.1", 5, 50);
        throttle.succeeded("anna", "10.0.0.1");

        fail("anna", "10.0.0.1", 5);
        assertLocked("anna", "10.0.0.1");
    }

    @Test
    void anAttemptThatWasNeverCheckedDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            throttle.attempt("anna", "10.0.0.1", 5, 50);
            throttle.undecided("anna", "10.0.0.1");
        }

        assertOpen("anna", "10.0.0.1");
    }

    @Test
    void onePasswordTriedOnManyAccountsIsStopped() {
        for (int i = 0; i < 50; i++) {
            throttle.attempt("user" + i, "10.0.0.1", 5, 50);
        }

        assertLocked("user51", "10.0.0.1");
        clock.advance(SignInThrottle.ADDRESS_PERIOD);
        assertOpen("user51", "10.0.0.1");
    }

    @Test
    void waitingOutALockDoesNotUseUpTheAddress() {
        fail("anna", "10.0.0.1", 5);
        for (int i = 0; i < 100; i++) {
            assertLocked("anna", "10.0.0.1");
        }

        assertOpen("ben", "10.0.0.1");
    }

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.attempt(account, address, 5, 50);
        }
    }

    private void assertLocked(String account, String address) {
        assertThatThrownBy(() -> throttle.attempt(account, address, 5, 50)).isInstanceOf(TooMany.class);
    }

    private void assertOpen(String account, String address) {
        assertThatCode(() -> throttle.attempt(account, address, 5, 50)).doesNotThrowAnyException();
    }
}
