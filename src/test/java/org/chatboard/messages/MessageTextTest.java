package org.chatboard.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi!", "<script>alert(1)</script>", "'; drop table messages; --", "\u202Eevil",
                        "\u0645\u0631\u062D\u0628\u0627",
                "\uD83D\uDE00", "e\u0301\u0301\u0301", "a\n\tb", "\u6F22\u5B57", "%_\\"
            })
    void whatPeopleWriteIsKeptAsItIs(String text) {
        assertThat(MessageText.checked(text, 100)).isEqualTo(text);
    }

    @Test
    void lineEndsBecomeOneKindAndWhiteSpaceAtTheEndGoes() {
        assertThat(MessageText.checked("a\r\nb\rc  \n\n", 100)).isEqualTo("a\nb\nc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u00A0", "\u200B\u200B", "\u2028", "\u200E"})
    void whatNobodyCanSeeIsEmpty(String text) {
        refused("text_empty", text, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u0007", "a\u001B[31m", "\u0085", "a\uD800", "\uDC00a", "\uD800\uD800"})
    void whatNoDatabaseHoldsIsRefused(String text) {
        refused("text_invalid", text, 100);
    }

    @Test
    void lengthIsCountedAsPeopleCount() {
        assertThat(MessageText.checked(FAMILY.repeat(10), 10)).hasSize(80);
        refused("text_too_long", FAMILY.repeat(11), 10);
        refused("text_too_long", "a".repeat(101), 100);
        assertThat(MessageText.checked("a".repeat(100), 100)).hasSize(100);
    }

    /** Letters with many accents, and families, are of many units each. */
    @Test
    void whatTheDatabaseCannotHoldIsTooLongHoweverPeopleCount() {
        String letter = "e" + "\u0301".repeat(7);
        assertThat(MessageText.checked(letter.repeat(8_192), 10_000)).hasSize(MessageText.MAX_UNITS);
        refused("text_too_long", letter.repeat(8_192) + "e", 10_000);
        refused("text_too_long", FAMILY.repeat(10_000), 10_000);
    }

    private static void refused(String code, String text, int max) {
        assertThatThrownBy(() -> MessageText.checked(text, max))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
