package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.platform.Time;
import org.chatboard.rooms.rules.GroupRooms;
import org.chatboard.security.oidc.FakeProvider.Mood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the provider answers, or does not, each question to it ends in time and in one known way. */
class OidcClientTest {

    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** Keys are asked for twice, and each of the two may come in pieces. */
    private static final Duration IN_TIME = Duration.ofSeconds(10);

    private static final String FINE = "fine";

    private final FakeProvider provider = FakeProvider.at(0);
    private final Attempt attempt = Attempt.start("/", Instant.now());
    private final OidcClient client = client();
    private final OidcConfig config = new OidcConfig(
            provider.address(),
            "chatboard",
            "the-secret",
            "Corp",
            "openid",
            "preferred_username",
            "groups",
            Set.of(),
            Set.of(),
            OidcConfig.Creation.ALWAYS,
            Set.of(),
            false,
            "https://chat.example/chatboard");

    @AfterEach
    void theProviderEnds() {
        provider.close();
    }

    /** What the container injects elsewhere. */
    @SuppressWarnings("UnnecessaryAssignment")
    private static OidcClient client() {
        OidcClient client = new OidcClient();
        client.providers = new Providers();
        client.providers.time = new Time();
        client.rooms = new GroupRooms() {
            @Override
            public boolean isWanted() {
                return false;
            }
        };
        return client;
    }

    /** How a sign-in ends with what the provider gives for its code. */
    private String outcome(String token) {
        provider.gives(token);
        long before = System.nanoTime();
        try {
            assertThat(client.redeem(config, "a-code", attempt).subject()).isEqualTo("anna");
            return FINE;
        } catch (OidcRefused refused) {
            assertThat(refused).hasMessageNotContaining("the-secret").hasMessageNotContaining("a-code");
            return refused.problem().code();
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(IN_TIME);
        }
    }

    private String outcome() {
        return outcome(provider.token("anna", attempt.nonce()));
    }

    @Test
    void aGoodProviderIsBelieved() {
        assertThat(outcome()).isEqualTo(FINE);
        assertThat(client.authorization(config, attempt, false).toString())
                .startsWith(provider.address() + "/auth?")
                .contains("code_challenge_method=S256", "state=" + attempt.state(), "nonce=" + attempt.nonce())
                .doesNotContain("prompt", "max_age");
        assertThat(client.authorization(config, attempt, true).toString()).contains("prompt=login", "max_age=0");
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void badDiscoveryIsNoProvider(Mood mood) {
        client.providers.waitAtMost(PATIENCE);
        provider.is(mood, FakeProvider.DISCOVERY);
        assertThat(outcome()).isEqualTo("unavailable");
        long before = System.nanoTime();
        assertThat(outcome()).isEqualTo("unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("it is left alone for a while")
                .isLessThan(PATIENCE);
        // On a busy machine the patience may be over before the provider has heard the question.
        long end = System.nanoTime() + IN_TIME.toNanos();
        while (provider.timesAsked(FakeProvider.DISCOVERY) == 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(provider.timesAsked(FakeProvider.DISCOVERY)).isEqualTo(1);
    }

    @Test
    void whoCallsItselfSomethingElseIsNotTheProvider() {
        provider.claimsToBe("https://evil.example");
        assertThat(outcome()).isEqualTo("unavailable");
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void badAnswersForACodeProveNothing(Mood mood) {
        client.providers.waitAtMost(PATIENCE);
        provider.is(mood, FakeProvider.TOKEN);
        boolean isAnswer = mood == Mood.GARBAGE || mood == Mood.FAILING || mood == Mood.ELSEWHERE;
        assertThat(outcome()).isEqualTo(isAnswer ? "failed" : "unavailable");
        assertThat(provider.timesAsked(FakeProvider.ELSEWHERE))
                .as("the secret goes nowhere else")
                .isZero();
        provider.isWell();
        client.providers.waitAtMost(IN_TIME);
        assertThat(outcome()).isEqualTo(FINE);
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void withoutKeysNothingIsBelieved(Mood mood) {
        client.providers.waitAtMost(PATIENCE);
        provider.is(mood, FakeProvider.KEYS);
        assertThat(outcome()).isEqualTo("unavailable");
        assertThat(provider.timesAsked(FakeProvider.ELSEWHERE)).isZero();
    }

    @Test
    void newKeysAreFetchedAndOldOnesCountNoMore() {
        RSAKey old = provider.key();
        assertThat(outcome()).isEqualTo(FINE);
        assertThat(outcome()).isEqualTo(FINE);
        assertThat(provider.timesAsked(FakeProvider.KEYS)).isEqualTo(1);
        provider.rotates("second");
        assertThat(outcome()).isEqualTo(FINE);
        assertThat(provider.timesAsked(FakeProvider.KEYS)).isEqualTo(2);
        String late = FakeProvider.signed(
                old, provider.claims("anna").claim("nonce", attempt.nonce()).build());
        assertThat(outcome(late)).isNotEqualTo(FINE);
    }

    @Test
    void unknownKeysDoNotMakeUsAskAgainAndAgain() {
        RSAKey forgers = FakeProvider.newKey("made-up");
        String forged = FakeProvider.signed(
                forgers, provider.claims("anna").claim("nonce", attempt.nonce()).build());
        for (int i = 0; i < 20; i++) {
            assertThat(outcome(forged)).isNotEqualTo(FINE);
        }
        assertThat(provider.timesAsked(FakeProvider.KEYS)).isLessThanOrEqualTo(3);
    }

    @Test
    void aCodeOfAnotherBrowserIsWorthNothing() {
        Attempt other = Attempt.start("/", Instant.now());
        assertThat(outcome(provider.token("anna", other.nonce()))).isEqualTo("failed");
    }

    @Test
    void theIssuerOfTheAnswerIsCompared() {
        assertThat(client.isAnswerOf(config, provider.address())).isTrue();
        assertThat(client.isAnswerOf(config, "https://evil.example")).isFalse();
        assertThat(client.isAnswerOf(config, null)).as("this one never says it").isTrue();
    }
}
