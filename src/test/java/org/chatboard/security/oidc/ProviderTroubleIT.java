package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.chatboard.security.oidc.FakeProvider.Mood;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.webhooks.Sql;
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
        return tellsSo(FakeProvider.signed(
                provider.key(),
                change.apply(provider.logout(UUID.randomUUID().toString())).build()));
    }

    @Test
    void aForgedTokenLetsNobodyInAndTheLogSaysWhy() {
        Set<String> kinds =
                Forgeries.of(provider.key(), () -> provider.claims("x")).keySet();
        for (String kind : kinds) {
            ServerLog log = ServerLog.fromNow();
            Visitor visitor = new Visitor();
            URI asked = URI.create(Journeys.location(visitor.get("/auth/oidc/start")));
            String forged = Forgeries.of(
                            provider.key(),
                            () -> provider.claims("p-" + RUN).claim("nonce", Journeys.parameter(asked, "nonce")))
                    .getOrDefault(kind, "");
            provider.gives(forged);
            assertThat(Journeys.location(visitor.get(
                            "/auth/oidc/callback?code=the-code&state=" + Journeys.parameter(asked, "state"))))
                    .as(kind)
                    .contains("sso=failed");
            assertThat(visitor.get("/api/v1/users/me").statusCode()).as(kind).isEqualTo(401);
            log.await("OpenID Connect from 127.0.0.1 refused (failed): what came back proves nothing", "Exception");
            assertThat(log.text()).as(kind).doesNotContain(Forgeries.signature(forged), "the-code", "the-secret");
        }
    }

    /** What is shown a second time: the answer, the token, and a code in the browser of somebody else. */
    @Test
    void whatCountedOnceCountsNoMore() {
        Visitor visitor = new Visitor();
        URI asked = URI.create(Journeys.location(visitor.get("/auth/oidc/start")));
        String token = provider.token("again-" + RUN, Journeys.parameter(asked, "nonce"));
        provider.gives(token);
        String answer = "/auth/oidc/callback?code=c&state=" + Journeys.parameter(asked, "state");
        assertThat(Journeys.location(visitor.get(answer))).endsWith("/dashboard");
        ServerLog log = ServerLog.fromNow();
        assertThat(Journeys.location(visitor.get(answer))).contains("sso=expired");
        assertThat(Journeys.location(new Visitor().get(answer))).contains("sso=expired");
        log.await("OpenID Connect from 127.0.0.1 refused (expired): this browser did not set out");
        Visitor thief = new Visitor();
        URI other = URI.create(Journeys.location(thief.get("/auth/oidc/start")));
        assertThat(Journeys.location(
                        thief.get("/auth/oidc/callback?code=c&state=" + Journeys.parameter(other, "state"))))
                .contains("sso=failed");
        log.await("OpenID Connect from 127.0.0.1 refused (failed)", "nonce");
        assertThat(thief.get("/api/v1/users/me").statusCode()).isEqualTo(401);
    }

    /** At the doors of programs a token of the provider is none, good as it may be. */
    @Test
    void aTokenOfTheProviderOpensNoOtherDoor() {
        ServerLog log = ServerLog.fromNow();
        String token = provider.token("p-" + RUN, "n");
        Map<String, String> headers = RawSocket.handshake(new Visitor());
        headers.put("Authorization", "Bearer " + token);
        for (String path : List.of("/ws/chat", "/ws/chat/anna/", "/api/v1/users/me", "/scim/v2/Users")) {
            try (RawSocket socket = new RawSocket("127.7.0.1")) {
                assertThat(socket.ask("GET", path, headers).status()).as(path).isEqualTo(401);
            }
            log.await("Refused to nobody from 127.7.0.1: GET /chatboard" + path + " (invalid_token)");
        }
        assertThat(log.text()).doesNotContain(Forgeries.signature(token));
    }

    @Test
    void aForgedNoteOfTheProviderSignsNobodyOutAndTheLogSaysWhy() {
        String name = "noted-" + RUN;
        Person person = in(name, "noted");
        Supplier<JWTClaimsSet.Builder> good =
                () -> provider.logout(UUID.randomUUID().toString()).subject(name);
        Map<String, String> forged = Forgeries.of(provider.key(), good);
        forged.put("an ID token", provider.token(name, "n"));
        forged.put(
                "with a nonce",
                FakeProvider.signed(
                        provider.key(), good.get().claim("nonce", "n").build()));
        forged.put(
                "about nothing",
                FakeProvider.signed(
                        provider.key(), good.get().claim("events", null).build()));
        forged.put(
                "with lines of its own", "{\"alg\":\"x\\r\\n[SEVERE] forged\"}".transform(ProviderTroubleIT::headed));
        forged.put("garbage", "x.y\r\n[SEVERE] forged.z");
        forged.put("without end", "x".repeat(20_000));
        forged.forEach((kind, token) -> {
            ServerLog log = ServerLog.fromNow();
            assertThat(tellsSo(token)).as(kind).isEqualTo(400);
            log.await("OpenID Connect from 127.0.0.1 refused (failed)");
            assertThat(log.text()).as(kind).doesNotContain(Forgeries.signature(token), "\n[SEVERE] forged");
        });
        assertThat(isIn(person)).isEqualTo(200);
        String real = FakeProvider.signed(
                provider.key(),
                provider.logout("once-" + RUN).subject("of-nobody").build());
        assertThat(tellsSo(real)).isEqualTo(200);
        ServerLog log = ServerLog.fromNow();
        assertThat(tellsSo(real)).as("again").isEqualTo(400);
        log.await("OpenID Connect from 127.0.0.1 refused (failed): the logout token was here before");
    }

    private static String headed(String header) {
        return Base64URL.encode(header) + "." + Base64URL.encode("{}") + "." + Base64URL.encode("x");
    }

    private static int tellsSo(String token) {
        return new Visitor()
                .post(
                        ChatServer.shared().url("/auth/oidc/back-channel"),
                        "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
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

    @Test
    void notEveryProviderTellsWhoHasLeftSoNoSignInByItOutlivesItsDay() {
        try (ChatSocket socket = ChatSocket.greeted(in("day-" + RUN, "day-" + RUN))) {
            Sql.run("update login_sessions set created_at = current_timestamp - interval '721' minute where id in"
                    + " (select login_id from external_logins where sid = 'day-" + RUN + "')");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
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
        ServerLog log = ServerLog.fromNow();
        assertThat(Journeys.location(visitor.get("/auth/oidc/callback?code=c&state=" + altered)))
                .contains("sso=expired");
        log.await("OpenID Connect from 127.0.0.1 refused (expired): this browser did not set out");
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
    }
}
