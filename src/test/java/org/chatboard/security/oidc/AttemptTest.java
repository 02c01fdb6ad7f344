package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser carries on its way, and which notes of the provider count. */
class AttemptTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Attempt attempt = Attempt.start("/chat/ben?x=ä", NOW);

    @Test
    void itComesBackAsItLeft() {
        assertThat(Attempt.ofCookie(attempt.toCookie())).contains(attempt);
        assertThat(attempt.toCookie()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void noTwoAreAlike() {
        Attempt other = Attempt.start("/chat/ben?x=ä", NOW);
        assertThat(other.state()).isNotEqualTo(attempt.state()).hasSize(43);
        assertThat(other.nonce()).isNotEqualTo(attempt.nonce());
        assertThat(other.verifier()).isNotEqualTo(attempt.verifier()).hasSizeGreaterThanOrEqualTo(43);
    }

    @Test
    void onlyTheWholeStateInTimeIsAwaited() {
        assertThat(attempt.awaits(attempt.state(), NOW.plusSeconds(599))).isTrue();
        assertThat(attempt.awaits(attempt.state(), NOW.plusSeconds(600))).isFalse();
        assertThat(attempt.awaits("", NOW)).isFalse();
        assertThat(attempt.awaits(attempt.state().substring(1), NOW)).isFalse();
        assertThat(attempt.awaits(attempt.state() + "x", NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"state\":1,\"nonce\":\"n\",\"verifier\":\"v\",\"next\":\"/\",\"at\":1}",
                "{\"state\":\"s\",\"nonce\":\"n\",\"verifier\":\"v\",\"next\":\"/\",\"at\":\"1\"}",
                "{\"state\":\"s\",\"nonce\":\"n\",\"verifier\":\"v\",\"next\":\"/\",\"at\":1e99}",
                "{\"state\":\"s\",\"nonce\":\"n\",\"verifier\":\"v\",\"next\":\"/\",\"at\":1.5}"
            })
    void aSpoiltCookieIsNone(String json) {
        assertThat(Attempt.ofCookie(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        assertThat(Attempt.ofCookie(json + "%")).isEmpty();
    }

    @Test
    void aNoteCountsOnceAndWhileItIsFresh() {
        LogoutNotes notes = new LogoutNotes();
        LogoutNote note = new LogoutNote("one", "anna", null, NOW);
        notes.take(note, NOW.plusSeconds(1));
        assertThatThrownBy(() -> notes.take(note, NOW.plusSeconds(2))).isInstanceOf(OidcRefused.class);
        notes.forget(note);
        notes.take(note, NOW.plusSeconds(3));
        assertThatThrownBy(() -> notes.take(note, NOW.plusSeconds(170))).isInstanceOf(OidcRefused.class);
        assertThatThrownBy(() -> notes.take(new LogoutNote("old", "anna", null, NOW), NOW.plusSeconds(181)))
                .isInstanceOf(OidcRefused.class);
        assertThatThrownBy(() -> notes.take(new LogoutNote("early", "anna", null, NOW), NOW.minusSeconds(61)))
                .isInstanceOf(OidcRefused.class);
    }
}
