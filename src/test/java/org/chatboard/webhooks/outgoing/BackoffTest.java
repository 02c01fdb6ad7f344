package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(5);

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT30S", "3, PT2M", "4, PT10M", "5, PT1H", "6, PT6H", "7, PT6H", "1000, PT6H"})
    void pausesGrowToSixHours(int attempt, Duration pause) {
        assertThat(Backoff.pause(FIRST, attempt, 0.5, Duration.ZERO)).isEqualTo(pause);
    }

    @Test
    void chanceMakesThemAFifthShorterOrLonger() {
        assertThat(Backoff.pause(FIRST, 1, 0, Duration.ZERO)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Backoff.pause(FIRST, 1, 1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void receiversMayAskForMoreButNotForEver() {
        assertThat(Backoff.pause(FIRST, 1, 0.5, Duration.ofMinutes(3))).isEqualTo(Duration.ofMinutes(3));
        assertThat(Backoff.pause(FIRST, 1, 0.5, Duration.ofDays(3))).isEqualTo(Duration.ofHours(1));
        assertThat(Backoff.pause(FIRST, 6, 0.5, Duration.ofMinutes(3))).isEqualTo(Duration.ofHours(6));
    }
}
