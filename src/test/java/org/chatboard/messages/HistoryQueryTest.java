package org.chatboard.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryQueryTest {

    @Test
    void anchorsAreFoundFromTheMembersPlace() {
        assertThat(new HistoryQuery("newest", 50, 0).seq(1, 90, 10)).isEqualTo(90);
        assertThat(new HistoryQuery("oldest", 0, 50).seq(5, 90, 10)).isEqualTo(5);
        assertThat(new HistoryQuery("first_unread", 0, 50).seq(1, 90, 10)).isEqualTo(11);
        assertThat(new HistoryQuery("first_unread", 0, 50).seq(1, 90, 90)).isEqualTo(90);
        assertThat(new HistoryQuery("42", 0, 50).seq(1, 90, 10)).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "abc", "99999999999999999999", "NEWEST"})
    void otherAnchorsAreRefused(String anchor) {
        assertThatThrownBy(() -> new HistoryQuery(anchor, 0, 0).seq(1, 2, 0)).isInstanceOf(Invalid.class);
    }

    @Test
    void tooMuchIsRefusedAndNotCut() {
        assertThatThrownBy(() -> new HistoryQuery("newest", 201, 0))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.code()).isEqualTo("limit_too_large"));
        assertThatThrownBy(() -> new HistoryQuery("newest", 0, -1)).isInstanceOf(Invalid.class);
    }
}
