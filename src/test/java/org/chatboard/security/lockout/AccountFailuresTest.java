package org.chatboard.security.lockout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.junit.jupiter.api.Test;

/** The rules of the lock, with a table in memory; {@link LockOutIT} has the real one. */
class AccountFailuresTest {

    private static final int MOST = 5;

    private static final class Clock extends Time {

        private Instant now = Instant.parse("2026-03-01T09:00:00Z");

        @Override
        public Instant now() {
            return now;
        }
    }

    private static final class Rows extends FailureRepository {

        private final Map<String, Long> rows = new HashMap<>();
        private final List<String> signedInFrom = new ArrayList<>();

        @Override
        boolean take(String id, long now, long millis, long latest) {
            Long before = rows.get(id);
            if (before == null || before > latest) {
                return false;
            }
            rows.put(id, Math.max(before, now) + millis);
            return true;
        }

        @Override
        Optional<Long> busyUntil(String id) {
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        void add(String id, long busyUntil) {
            rows.put(id, busyUntil);
        }

        @Override
        void giveBack(String id, long millis) {
            rows.computeIfPresent(id, (same, before) -> before - millis);
        }

        @Override
        void forget(String id) {
            rows.remove(id);
        }

        @Override
        void forgetBefore(long now) {
            rows.values().removeIf(until -> until < now);
        }

        @Override
        List<String> addressesOf(String nameOrEmail, Instant since) {
            return nameOrEmail.equals("anna") ? signedInFrom : List.of();
        }
    }

    private final Clock clock = new Clock();
    private final Rows rows = new Rows();
    private final AccountFailures failures = server();

    @SuppressWarnings("UnnecessaryAssignment")
    private AccountFailures server() {
        AccountFailures server = new AccountFailures();
        server.failures = rows;
        server.time = clock;
        return server;
    }

    private void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            failures.attempt(account, address, MOST);
            failures.failed(account, MOST);
        }
    }

    private void assertLocked(String account, String address) {
        assertThatThrownBy(() -> failures.attempt(account, address, MOST)).isInstanceOf(TooMany.class);
    }

    private void assertOpen(String account, String address) {
        assertThatCode(() -> failures.attempt(account, address, MOST)).doesNotThrowAnyException();
    }

    @Test
    void theSixthAttemptHasToWaitAMinute() {
        fail("anna", "10.0.0.1", 5);
        TooMany locked = catchThrowableOfType(TooMany.class, () -> failures.attempt("anna", "10.0.0.1", MOST));
        assertThat(locked.retryAfter()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
        clock.now = clock.now.plus(locked.retryAfter());
        assertOpen("anna", "10.0.0.1");
        assertLocked("anna", "10.0.0.1");
    }

    @Test
    void neitherTheCaseNorAnotherServerNorARestartMakesADifference() {
        fail("anna", "10.0.0.1", 5);
        assertLocked(" ANNA ", "10.0.0.1");
        assertThatThrownBy(() -> server().attempt("anna", "10.0.0.1", MOST)).isInstanceOf(TooMany.class);
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
        failures.attempt("anna", "10.0.0.1", MOST);
        failures.succeeded("anna", "10.0.0.1");
        fail("anna", "10.0.0.1", 5);
        assertLocked("anna", "10.0.0.1");
    }

    @Test
    void anAttemptThatWasNeverCheckedDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            failures.attempt("anna", "10.0.0.1", MOST);
            failures.undecided("anna", "10.0.0.1");
        }
        assertOpen("anna", "10.0.0.1");
    }

    @Test
    void manyAddressesTogetherAreSlowedDownButNoNetworkOfThePerson() {
        rows.signedInFrom.addAll(List.of("192.0.2.7", "2001:db8:0:1:2:3:4:5"));
        for (int i = 1; i <= 10; i++) {
            fail("anna", "10.0." + i + ".1", 5);
        }
        assertLocked("anna", "10.1.0.1");
        assertLocked("anna", "192.0.3.7");
        assertOpen("anna", "192.0.2.200");
        assertOpen("anna", "2001:db8:0:1::9");
        assertLocked("anna", "2001:db8:0:2::9");
        assertOpen("ben", "10.1.0.1");
        clock.now = clock.now.plus(AccountFailures.PAUSE);
        assertOpen("anna", "10.1.0.1");
    }

    @Test
    void whoIsLockedOutWithTheOthersDoesNotPayForTrying() {
        for (int i = 1; i <= 10; i++) {
            fail("anna", "10.0." + i + ".1", 5);
        }
        for (int i = 0; i < 20; i++) {
            assertLocked("anna", "10.1.0.1");
        }
        clock.now = clock.now.plus(AccountFailures.PAUSE);
        assertOpen("anna", "10.1.0.1");
    }

    @Test
    void whatIsOverIsForgotten() {
        fail("anna", "10.0.0.1", 5);
        clock.now = clock.now.plus(Duration.ofHours(1));
        assertOpen("ben", "10.0.0.1");
        assertThat(rows.rows).hasSize(1);
    }
}
