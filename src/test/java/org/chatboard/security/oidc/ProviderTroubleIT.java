package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.chatboard.security.oidc.FakeProvider.Mood;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A provider that a good one would be ashamed of, and one whose sessions end. No database has a part in it. */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class ProviderTroubleIT extends ProviderCase {

    /** Somebody is in, with a session of this name at the provider. */
    private Person in(String name, String sid) {
        Person person = Person.anna();
        assertThat(outcome(
                        person,
                        claims -> claims.subject(name)
                                .claim("email", name + "@corp.example")
                                .claim("preferred_username", name)
                                .claim("sid", sid)))
                .endsWith("/dashboard");
        return person;
    }

    private int tells(UnaryOperator<JWTClaimsSet.Builder> change) {
        String token = FakeProvider.signed(
                provider.key(),
                change.apply(provider.logout(UUID.randomUUID().toString())).build());
        return new Visitor()
                .post(ChatServer.shared().url("/auth/oidc/back-channel"), "logout_token=" + token)
                .statusCode();
    }

    @Test
    void onlyTheListedGroupsGetAccounts() {
        assertThat(outcome(new Visitor(), claims -> claims.claim("groups", List.of("guests"))))
                .contains("sso=no_account");
        assertThat(outcome(new Visitor(), claims -> claims.claim("groups", null)))
                .contains("sso=no_account");
        in("staff-" + RUN, "any");
    }

    @Test
    void whoIsMeantBySubjectAloneIsOutEverywhere() {
        String name = "sub-" + RUN;
        Person here = in(name, "one");
        Person there = in(name, "two");
        Person other = in("other-" + RUN, "three");
        try (ChatSocket socket = ChatSocket.greeted(here)) {
            assertThat(tells(note -> note.subject(name))).isEqualTo(200);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        assertThat(isIn(here)).isEqualTo(401);
        assertThat(isIn(there)).isEqualTo(401);
        assertThat(isIn(other)).isEqualTo(200);
    }

    @Test
    void whoseSessionIsMeantIsOutThereAlone() {
        String name = "sid-" + RUN;
        Person here = in(name, "left-" + RUN);
        Person there = in(name, "right-" + RUN);
        assertThat(tells(note -> note.claim("sid", "left-" + RUN))).isEqualTo(200);
        assertThat(isIn(here)).isEqualTo(401);
        assertThat(isIn(there)).isEqualTo(200);
        assertThat(tells(note -> note.subject("somebody-else").claim("sid", "right-" + RUN)))
                .isEqualTo(200);
        assertThat(isIn(there)).as("a session of somebody else").isEqualTo(200);
        assertThat(tells(note -> note.audience("another").claim("sid", "right-" + RUN)))
                .isEqualTo(400);
        assertThat(isIn(there)).isEqualTo(200);
    }

    /** Nobody is there to ask for a password, so the provider is to have asked a moment ago. */
    @Test
    void whoEndsSignInsElsewhereHasShownTheProviderAMomentAgoWhoTheyAre() {
        String name = "ends-" + RUN;
        Person there = in(name, "there");
        Person stale = at(name, Instant.now().minus(Duration.ofMinutes(11)));
        HttpResponse<String> refused = stale.postJson("/api/v1/users/me/sessions/endings", "{}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(Json.object(refused.body()).getString("code")).isEqualTo("sign_in_again");
        HttpResponse<String> page = stale.open("/profile/security/end?id=others");
        assertThat(page.body()).contains("/auth/oidc/start?again=1").doesNotContain("form:submit");
        assertThat(Journeys.location(stale.get("/auth/oidc/start?again=1&next=/profile/security")))
                .contains("prompt=login", "max_age=0");
        assertThat(isIn(there)).isEqualTo(200);
        Person fresh = at(name, Instant.now());
        page = fresh.open("/profile/security/end?id=others");
        assertThat(page.body()).doesNotContain("form:present");
        assertThat(fresh.follow(fresh.submit(page, Form.in(page.body(), "form")))
                        .body())
                .contains("Signed out there.");
        assertThat(isIn(there)).isEqualTo(401);
        assertThat(isIn(stale)).isEqualTo(401);
        assertThat(isIn(fresh)).isEqualTo(200);
    }

    /** The same person as of {@link #in}, whom the provider asked for the password at this time. */
    private Person at(String name, Instant asked) {
        Person person = Person.anna();
        assertThat(outcome(
                        person,
                        claims -> claims.subject(name)
                                .claim("email", name + "@corp.example")
                                .claim("auth_time", asked.getEpochSecond())))
                .endsWith("/dashboard");
        return person;
    }

    @Test
    void noPageElsewhereSignsAnybodyInUnlessTheyClick() {
        assertThat(setsOut("cross-site", "?0", "image"))
                .contains("/login?next=")
                .doesNotContain(provider.address());
        assertThat(setsOut("cross-site", "?1", "iframe")).contains("/login?next=");
        assertThat(setsOut("cross-site", "?1", "document")).startsWith(provider.address());
        assertThat(setsOut("same-origin", "?0", "document")).startsWith(provider.address());
    }

    private static String setsOut(String site, String user, String destination) {
        return Journeys.location(new Visitor()
                .send(HttpRequest.newBuilder(ChatServer.shared().url("/auth/oidc/start?next=/profile"))
                        .header("Sec-Fetch-Site", site)
                        .header("Sec-Fetch-User", user)
                        .header("Sec-Fetch-Dest", destination)));
    }

    @Test
    void anAlteredStateIsNone() {
        Visitor visitor = new Visitor();
        URI asked = URI.create(Journeys.location(visitor.get("/auth/oidc/start")));
        provider.gives(provider.token("p-" + RUN, Journeys.parameter(asked, "nonce")));
        String state = Journeys.parameter(asked, "state");
        String altered = (state.startsWith("A") ? "B" : "A") + state.substring(1);
        assertThat(Journeys.location(visitor.get("/auth/oidc/callback?code=c&state=" + altered)))
                .contains("sso=expired");
        long asks = provider.timesAsked(FakeProvider.TOKEN);
        assertThat(Journeys.location(visitor.get("/auth/oidc/callback?code=c"))).contains("sso=expired");
        assertThat(provider.timesAsked(FakeProvider.TOKEN)).isEqualTo(asks);
    }

    @Test
    void whatComesBackWrongIsAClearPageAndPasswordsStillCount() {
        for (Mood mood : List.of(Mood.GARBAGE, Mood.FAILING, Mood.ELSEWHERE)) {
            provider.is(mood, FakeProvider.TOKEN);
            assertThat(outcome(new Visitor(), claims -> claims)).as("%s", mood).contains("sso=failed");
        }
        provider.is(Mood.FLOOD, FakeProvider.TOKEN);
        Person anna = Person.anna().signUp();
        String told = outcome(anna, claims -> claims);
        assertThat(told).contains("sso=unavailable");
        HttpResponse<String> page = anna.open("/login?sso=unavailable");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("does not answer right now");
        anna.signIn();
        provider.isWell();
        for (UnaryOperator<JWTClaimsSet.Builder> wrong : List.<UnaryOperator<JWTClaimsSet.Builder>>of(
                claims -> claims.audience("another"),
                claims -> claims.issuer("https://evil.example"),
                claims -> claims.claim("nonce", "of somebody else"))) {
            assertThat(outcome(new Visitor(), wrong)).contains("sso=failed");
        }
    }
}
