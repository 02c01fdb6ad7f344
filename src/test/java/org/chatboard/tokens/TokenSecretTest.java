package org.chatboard.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSecretTest {

    @Test
    void aSecretIsKnownByItsForm() {
        for (int i = 0; i < 1_000; i++) {
            String secret = TokenSecret.next();
            assertThat(secret).matches("cb_[0-9A-Za-z]{49}");
            assertThat(TokenSecret.looksLikeOne(secret)).isTrue();
        }
    }

    @Test
    void noTwoAreTheSameAndNoDigitOfTheRandomPartStandsStill() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            secrets.add(TokenSecret.next());
        }
        assertThat(secrets).hasSize(1_000);
        for (int digit = 4; digit < 46; digit++) {
            int at = digit;
            assertThat(secrets.stream().map(secret -> secret.charAt(at)).distinct())
                    .as("digit %s", digit)
                    .hasSizeGreaterThan(50);
        }
    }

    @Test
    void oneMistypedCharacterIsNoticed() {
        String secret = TokenSecret.next();
        for (int i = 3; i < secret.length(); i++) {
            char other = secret.charAt(i) == 'x' ? 'y' : 'x';
            String mistyped = secret.substring(0, i) + other + secret.substring(i + 1);
            assertThat(TokenSecret.looksLikeOne(mistyped)).as(mistyped).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cb_", "cb_x", "ghp_0123456789", "CB_0000000000000000000000000000000000000000000000000"})
    void whatIsNoneOfOursIsNotTakenForOne(String text) {
        assertThat(TokenSecret.looksLikeOne(text)).isFalse();
    }

    @Test
    void whatIsStoredIsTheSha256() {
        assertThat(TokenSecret.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aTokenThatWasJustMadeDoesNotWriteItsSecretAnywhereByAccident() {
        TokenView view = new TokenView(
                java.util.UUID.randomUUID(),
                "build",
                Set.of(Scope.READ),
                java.time.Instant.EPOCH,
                java.time.Instant.EPOCH,
                null,
                false);
        assertThat(new IssuedToken(view, "cb_secret").toString()).doesNotContain("cb_secret");
    }
}
