package org.chatboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginCheckTest {

    @ParameterizedTest
    @CsvSource({
        "http://chat.example, chat.example",
        "http://chat.example, chat.example:80",
        "http://chat.example:80, chat.example",
        "https://chat.example, chat.example",
        "https://chat.example, chat.example:443",
        "http://CHAT.example:8080, chat.EXAMPLE:8080",
        "http://[::1]:8080, [::1]:8080",
        "http://127.0.0.1:8080, 127.0.0.1:8080",
    })
    void ownPagesPass(String origin, String host) {
        assertThat(OriginCheck.isAllowed(origin, host, false, Set.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "http://chat.example.evil.example:8080",
                "http://evil.chat.example:8080",
                "http://chat.example:8081",
                "http://chat.example",
                "https://chat.example:8443",
                "http://chat.example:8080@evil.example",
                "http://evil@chat.example:8080",
                "http://chat.example:8080/",
                "ftp://chat.example:8080",
                "//chat.example:8080",
                "http://",
                "not an origin"
            })
    void foreignPagesDoNot(String origin) {
        assertThat(OriginCheck.isAllowed(origin, "chat.example:8080", false, Set.of()))
                .isFalse();
    }

    @Test
    void plainPagesDoNotReachTheSocketBehindTls() {
        assertThat(OriginCheck.isAllowed("http://chat.example", "chat.example", true, Set.of()))
                .isFalse();
    }

    @Test
    void originsOfTheSettingPass() {
        assertThat(OriginCheck.isAllowed(
                        "https://portal.example", "chat.example", false, Set.of("https://Portal.example:443")))
                .isTrue();
    }

    @Test
    void withoutHostNothingPasses() {
        assertThat(OriginCheck.isAllowed("http://chat.example", null, false, Set.of()))
                .isFalse();
    }

    @Test
    void aKeyHasSixteenBytes() {
        assertThat(OriginCheck.isKey("dGhlIHNhbXBsZSBub25jZQ==")).isTrue();
        assertThat(OriginCheck.isKey("c2hvcnQ=")).isFalse();
        assertThat(OriginCheck.isKey("?")).isFalse();
        assertThat(OriginCheck.isKey("dGhlIHNhbXBsZSBub25jZQ")).isFalse();
    }
}
