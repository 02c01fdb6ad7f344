package org.chatboard.security.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCodesTest {

    /** The ASCII characters 12345678901234567890 of RFC 6238, appendix B. */
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:10Z");

    /** The longest there is: the steps before and after count. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

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

    /** RFC 6238, 5.2; ASVS 5.0, 6.5.5 wants no leeway at all, with which a code lives for its 30 seconds. */
    @ParameterizedTest
    @CsvSource({"0, 10:00:00, 10:00:29", "10, 09:59:50, 10:00:39", "30, 09:59:30, 10:00:59"})
    void countInTheirStepAndForTheLeewayBeforeAndAfterIt(long seconds, LocalTime first, LocalTime last) {
        Duration leeway = Duration.ofSeconds(seconds);
        long step = TimeCodes.step(NOW);
        String code = TimeCodes.code(SECRET, step, 6);
        Instant from = LocalDate.of(2026, 3, 1).atTime(first).toInstant(ZoneOffset.UTC);
        Instant to = LocalDate.of(2026, 3, 1).atTime(last).toInstant(ZoneOffset.UTC);
        for (Instant at : List.of(from, NOW, to)) {
            assertThat(TimeCodes.find(SECRET, code, at, leeway)).as("%s", at).hasValue(step);
        }
        for (Instant at : List.of(from.minusSeconds(1), to.plusSeconds(1).plusMillis(1))) {
            assertThat(TimeCodes.find(SECRET, code, at, leeway)).as("%s", at).isEmpty();
        }
        assertThat(TimeCodes.find(SECRET, "", NOW, leeway)).isEmpty();
    }

    @Test
    void areNeverTakenTwiceNorOutOfOrder() {
        SecondFactor factor = new SecondFactor(UUID.randomUUID(), TimeCodes.nextSecret(), NOW);
        long step = TimeCodes.step(NOW);
        String present = TimeCodes.code(factor.secret(), step, 6);
        assertThat(factor.use(factor.secret(), present, NOW, LEEWAY)).isTrue();
        assertThat(factor.use(factor.secret(), present, NOW, LEEWAY)).isFalse();
        assertThat(factor.use(factor.secret(), TimeCodes.code(factor.secret(), step - 1, 6), NOW, LEEWAY))
                .isFalse();
        assertThat(factor.use(factor.secret(), TimeCodes.code(factor.secret(), step + 1, 6), NOW, LEEWAY))
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
