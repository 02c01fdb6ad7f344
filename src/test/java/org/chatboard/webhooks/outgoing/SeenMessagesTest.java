package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenMessagesTest {

    @Test
    void messagesInOrderLeaveNothingToRemember() {
        SeenMessages seen = SeenMessages.parse("4").with(5).with(6);
        assertThat(seen).hasToString("6");
        assertThat(seen.has(4)).isTrue();
        assertThat(seen.has(7)).isFalse();
    }

    @Test
    void whatWasPassedOverIsNewUntilItComes() {
        SeenMessages seen = SeenMessages.parse("0").with(3).with(7);
        assertThat(seen).hasToString("7 without 1-2,4-6");
        assertThat(seen.has(5)).isFalse();
        SeenMessages later = seen.with(5).with(1);
        assertThat(later).hasToString("7 without 2,4,6");
        assertThat(later.has(5)).isTrue();
        assertThat(later.with(2).with(4).with(6)).hasToString("7");
    }

    @Test
    void whatIsKnownChangesNothing() {
        assertThat(SeenMessages.parse("7 without 2").with(5)).hasToString("7 without 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "12", "12 without 5-7,9", "12 without 1"})
    void whatIsWrittenCanBeRead(String text) {
        assertThat(SeenMessages.parse(text)).hasToString(text);
    }

    @Test
    void itNeverGrowsOverItsColumn() {
        SeenMessages seen = SeenMessages.parse("0");
        for (long seq = 1_000_000; seq < 1_002_000; seq += 2) {
            seen = seen.with(seq);
        }
        assertThat(seen.toString()).hasSizeLessThanOrEqualTo(SeenMessages.MAX_LENGTH);
        assertThat(seen.has(1_001_997)).isFalse();
        assertThat(seen.has(1)).as("the oldest are taken for told").isTrue();
    }
}
