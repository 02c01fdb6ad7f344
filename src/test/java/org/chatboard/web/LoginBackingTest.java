package org.chatboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginBackingTest {

    @ParameterizedTest
    @ValueSource(strings = {"/dashboard", "/chat/ben", "/chat/ben?x=1&y=%C3%A4", "/chat/a.b-c_d", "/"})
    void ownPagesAreFollowed(String next) {
        assertThat(LoginBacking.safe(next)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dashboard",
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "/chatboard//evil.example",
                "/../evil",
                "/%2e%2e/evil",
                "/%2F%2Fevil.example",
                "/%5cevil.example",
                "/%0d%0aSet-Cookie:x=y",
                "/a\r\nb",
                "/%zz",
                "/ä",
                "/login?next=/login"
            })
    void whateverElseLeadsToTheDashboard(String next) {
        assertThat(LoginBacking.safe(next)).isEqualTo("/dashboard");
    }
}
