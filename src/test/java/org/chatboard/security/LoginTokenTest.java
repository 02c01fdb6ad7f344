package org.chatboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoginTokenTest {

    @Test
    void tokensHave256BitsAndNeverRepeat() {
        var tokens = Stream.generate(LoginToken::next).limit(1_000).collect(Collectors.toSet());

        assertThat(tokens).hasSize(1_000).allMatch(LoginToken::looksLikeOne).allMatch(token -> token.length() == 43);
    }

    @Test
    void onlyTheHashIsKept() {
        assertThat(LoginToken.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void rubbishIsNoToken() {
        assertThat(Stream.of("", "abc", "x".repeat(44), "ä".repeat(43), "x".repeat(42) + "="))
                .noneMatch(LoginToken::looksLikeOne);
    }
}
