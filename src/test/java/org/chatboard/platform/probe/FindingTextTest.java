package org.chatboard.platform.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept is read in another language later, and by other versions. */
class FindingTextTest {

    private static final Finding BROKEN_OFF = new Finding(
            Finding.State.BAD,
            "dirs.sync.broken_off",
            List.of("1", "2", "3", "4", "5"),
            List.of(Finding.bad("dirs.found.lost", "ldap://\"ä\"", "Connection reset\r\n")));

    @Test
    void itComesBackAsItWasAndSpeaksEachLanguage() {
        Finding again = FindingText.read(FindingText.write(BROKEN_OFF)).orElseThrow();
        assertThat(again).isEqualTo(BROKEN_OFF);
        assertThat(again.text(Locale.ROOT)).contains("The connection to ldap", "Until then: 1 created, 2 updated");
        assertThat(again.text(Locale.GERMAN)).contains("Die Verbindung mit ldap", "Bis dahin: 1 angelegt, 2 geändert");
    }

    @Test
    void whatIsTooLongIsNotKept() {
        assertThat(FindingText.write(Finding.bad("dirs.sync.failed", "x".repeat(5_000))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"state\":\"FAIR\",\"key\":\"dirs.sync.failed\",\"with\":[],\"because\":[]}",
                "{\"state\":\"BAD\",\"key\":\"of.another.version\",\"with\":[],\"because\":[]}",
                "{\"state\":\"BAD\",\"key\":\"dirs.sync.failed\",\"with\":[1],\"because\":[]}"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(FindingText.read(text)).isEmpty();
    }
}
