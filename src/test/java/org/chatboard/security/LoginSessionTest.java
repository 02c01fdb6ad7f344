package org.chatboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LoginSessionTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private static final Duration IDLE = Duration.ofHours(12);

    private static final Duration MAX_AGE = Duration.ofDays(7);

    private final LoginSession login =
            new LoginSession(UUID.randomUUID(), UUID.randomUUID(), "hash", "a".repeat(99), "b".repeat(999), START);

    @Test
    void isOpenUntilItIsIdle() {
        assertThat(login.isOpen(START.plus(IDLE).minusMillis(1), IDLE, MAX_AGE)).isTrue();
        assertThat(login.isOpen(START.plus(IDLE), IDLE, MAX_AGE)).isFalse();
    }

    @Test
    void isNeverOpenBeyondItsGreatestAge() {
        assertThat(login.isOpen(START.plus(MAX_AGE), Duration.ofDays(99), MAX_AGE))
                .isFalse();
    }

    @Test
    void isClosedOnceEnded() {
        login.end(START);

        assertThat(login.isEnded()).isTrue();
        assertThat(login.isOpen(START, IDLE, MAX_AGE)).isFalse();
    }
}
