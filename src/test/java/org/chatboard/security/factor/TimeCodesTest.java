package org.chatboard.security.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCodesTest {

    /** The ASCII characters 12345678901234567890 of RFC 6238, appendix B. */
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:10Z");

    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void areThoseOfTheStandard(long seconds, String code) {
        assertThat(TimeCodes.code(SECRET, TimeCodes.step(Instant.ofEpochSecond(seconds)), 8))
                .isEqualTo(code);
    }

    @Test
    void countInTheirStepAndItsNeighbours() {
        long step = TimeCodes.step(NOW);
        for (long near = step - 1; near <= step + 1; near++) {
            assertThat(TimeCodes.find(SECRET, TimeCodes.code(SECRET, near, 6), NOW))
                    .hasValue(near);
        }
        assertThat(TimeCodes.find(SECRET, TimeCodes.code(SECRET, step - 2, 6), NOW))
                .isEmpty();
        assertThat(TimeCodes.find(SECRET, TimeCodes.code(SECRET, step + 2, 6), NOW))
                .isEmpty();
        assertThat(TimeCodes.find(SECRET, "", NOW)).isEmpty();
    }

    @Test
    void areNeverTakenTwiceNorOutOfOrder() {
        SecondFactor factor = new SecondFactor(UUID.randomUUID(), TimeCodes.nextSecret(), NOW);
        long step = TimeCodes.step(NOW);
        String present = TimeCodes.code(factor.secret(), step, 6);
        assertThat(factor.use(factor.secret(), present, NOW)).isTrue();
        assertThat(factor.use(factor.secret(), present, NOW)).isFalse();
        assertThat(factor.use(factor.secret(), TimeCodes.code(factor.secret(), step - 1, 6), NOW))
                .isFalse();
        assertThat(factor.use(factor.secret(), TimeCodes.code(factor.secret(), step + 1, 6), NOW))
                .isTrue();
    }

    @Test
    void costAPauseWhenTooManyWereWrong() {
        SecondFactor factor = new SecondFactor(UUID.randomUUID(), TimeCodes.nextSecret(), NOW);
        for (int i = 0; i < SecondFactor.MOST_FAILURES; i++) {
            assertThat(factor.pause(NOW)).isZero();
            factor.failed(NOW);
        }
        assertThat(factor.pause(NOW)).isEqualTo(SecondFactor.PAUSE);
        Instant later = NOW.plus(SecondFactor.PAUSE);
        assertThat(factor.pause(later)).isZero();
        factor.failed(later);
        assertThat(factor.pause(later)).isEqualTo(SecondFactor.PAUSE);
    }

    @Test
    void recoveryCodesAreReadWhateverTheCaseAndTheHyphens() {
        String code = RecoveryCode.next();
        assertThat(code).matches("([a-z2-7]{4}-){5}[a-z2-7]{4}");
        assertThat(RecoveryCode.hash(
                        " " + code.toUpperCase(java.util.Locale.ROOT).replace("-", "")))
                .isEqualTo(RecoveryCode.hash(code))
                .doesNotContain(code);
    }
}
