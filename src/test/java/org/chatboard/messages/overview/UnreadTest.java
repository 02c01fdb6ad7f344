package org.chatboard.messages.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnreadTest {

    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID CARLA = new UUID(0, 3);

    /** Message 4 was withdrawn. */
    private final Unread unread = new Unread(List.of(said(2, ANNA), said(3, BEN), said(5, ANNA), said(6, ANNA)));

    @Test
    void whatOthersSaidBehindTheReadPositionIsUnread() {
        assertThat(unread.of(BEN, 0)).isEqualTo(3);
        assertThat(unread.of(BEN, 2)).isEqualTo(2);
        assertThat(unread.of(BEN, 4)).isEqualTo(2);
        assertThat(unread.of(BEN, 6)).isZero();
        assertThat(unread.of(CARLA, 1)).isEqualTo(4);
    }

    @Test
    void whatOneSaidOneselfIsNot() {
        assertThat(unread.of(ANNA, 0)).isEqualTo(1);
        assertThat(unread.of(ANNA, 3)).isZero();
    }

    @Test
    void nothingSaidIsNothingUnread() {
        assertThat(new Unread(List.of()).of(ANNA, 0)).isZero();
    }

    private static Unread.Said said(long seq, UUID senderId) {
        return new Unread.Said(seq, senderId);
    }
}
