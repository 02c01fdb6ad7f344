package org.chatboard.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.chatboard.platform.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "build-7",
                "01a205d0-cb39-7b32-be76-b5cad9330286",
                "A.b_C-9",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void aSaneIdIsTheClientsOwn(String given) {
        assertThat(RequestId.chosen(given)).isEqualTo(given);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "a b",
                "a\nb",
                "<b>",
                "ä",
                "a;b",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anythingElseIsReplacedByOneOfOurs(String given) {
        assertThat(Ids.parse(RequestId.chosen(given))).isPresent();
    }

    @Test
    void theThreadIsNamedAfterTheRequestOnlyMeanwhile() {
        String before = Thread.currentThread().getName();
        String meanwhile = RequestId.logged("outer", () -> RequestId.logged("inner", Thread.currentThread()::getName));
        assertThat(meanwhile).isEqualTo(before + " request=inner");
        assertThat(Thread.currentThread().getName()).isEqualTo(before);
    }
}
