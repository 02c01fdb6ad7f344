package org.chatboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InboundTest {

    private final Inbound inbound = new Inbound();

    @Test
    void partsBecomeOneText() {
        assertThat(inbound.take("{\"a\"", false)).isEqualTo(new Inbound.Arrival(null, false));
        assertThat(inbound.take(":1}", true)).isEqualTo(new Inbound.Arrival("{\"a\":1}", false));
    }

    @Test
    void tooLargeATextIsToldOnceAndTheNextOneIsFine() {
        String half = "x".repeat(Inbound.MAX_CHARACTERS / 2 + 1);
        assertThat(inbound.take(half, false).tooLarge()).isFalse();
        assertThat(inbound.take(half, false).tooLarge()).isFalse();
        assertThat(inbound.take("y", true)).isEqualTo(new Inbound.Arrival(null, true));
        assertThat(inbound.take("z", true)).isEqualTo(new Inbound.Arrival("z", false));
    }
}
