package org.chatboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InboundTest {

    private final Inbound inbound = new Inbound();

    @Test
    void oneAfterTheOtherComesOutAsItWentIn() {
        assertThat(inbound.take("one", true)).isEqualTo("one");
        assertThat(inbound.take("two", true)).isEqualTo("two");
    }

    @Test
    void partsBecomeOneText() {
        assertThat(inbound.take("a", false)).isNull();
        assertThat(inbound.take("b", false)).isNull();
        assertThat(inbound.take("c", true)).isEqualTo("abc");
        assertThat(inbound.take("d", true)).isEqualTo("d");
    }

    @Test
    void whoIsRefusedForTenSecondsAndDoesNotSlowDownFloods() {
        long second = 1_000_000_000L;
        long start = Long.MAX_VALUE - second;
        for (int i = 0; i < 1_000; i++) {
            assertThat(inbound.floods(start + i * second / 101)).isFalse();
        }
        assertThat(inbound.floods(start + 10 * second)).isTrue();
    }

    @Test
    void whoTriesAgainWhenToldDoesNotFlood() {
        for (long second = 0; second < 100; second++) {
            for (int i = 0; i < 25; i++) {
                assertThat(inbound.floods(second * 1_000_000_000L)).isFalse();
            }
        }
    }

    @Test
    void theLongestMessageFitsAndOneCharacterMoreDoesNot() {
        String longest = "x".repeat(Inbound.MAX_CHARACTERS);
        assertThat(inbound.take(longest, true)).isEqualTo(longest);
        assertThat(inbound.isTooLarge()).isFalse();
        assertThat(inbound.take(longest, false)).isNull();
        assertThat(inbound.take("x", true)).isNull();
        assertThat(inbound.isTooLarge()).isTrue();
        assertThat(inbound.take("x", true)).isNull();
    }
}
