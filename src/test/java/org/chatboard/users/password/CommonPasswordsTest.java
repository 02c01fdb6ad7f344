package org.chatboard.users.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommonPasswordsTest {

    private final CommonPasswords common = new CommonPasswords();

    @Test
    void whatEverybodyTriesFirstIsKnown() {
        assertThat(common.contains("password")).isTrue();
        assertThat(common.contains("12345678")).isTrue();
        assertThat(common.contains("iloveyou")).isTrue();
    }

    @Test
    void whatNobodyTriesIsNot() {
        assertThat(common.contains("kites over the harbour")).isFalse();
    }
}
