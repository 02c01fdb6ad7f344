package org.chatboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInTest {

    @Test
    void whatIsTypedAsNameStaysOneShortLineInTheLog() {
        assertThat(SignIn.printable("anna\r\n[INFO] fake")).isEqualTo("anna??[INFO] fake");
        assertThat(SignIn.printable("\u001B[31manna\u202E")).isEqualTo("?[31manna?");
        assertThat(SignIn.printable("x".repeat(500))).hasSize(81);
    }
}
