package org.chatboard.security.oidc;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.Window;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.testing.settings.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in by way of a real Keycloak, from another site, set up while ChatBoard runs. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChromiumKeycloakIT {

    private static final System.Logger LOG = System.getLogger(ChromiumKeycloakIT.class.getName());

    private static final String ALICE = "00000000-0000-4000-8000-000000000001";

    private static final String BUTTON = "Sign in with Corp";

    private final ChatServer server = ChatServer.shared();

    /** Always the same beside one server: its people remember the provider by its address. */
    private final int port = server.portBase() + 95;

    private final Journeys journeys = new Journeys();
    private Optional<Keycloak> started = Optional.empty();
    private boolean set;

    @BeforeAll
    void theProviderIsThere() throws IOException {
        String base = server.url("").toString();
        started = Keycloak.start(base, port);
        if (started.isEmpty()) {
            skip("Maven has not unpacked Keycloak into target/keycloak");
        }
        if (!keycloak().isReady()) {
            skip("Keycloak does not start, see " + keycloak().log());
        }
        ServerSettings.set(
                Map.of(
                        "chatboard.oidc.issuer", Keycloak.issuer(port),
                        "chatboard.oidc.client-id", "chatboard",
                        "chatboard.oidc.client-secret", "chatboard-secret",
                        "chatboard.oidc.redirect-base", base,
                        "chatboard.oidc.name", "Corp",
                        "chatboard.oidc.admin-groups", "it-admins",
                        "chatboard.oidc.required-groups", "staff"),
                ChromiumKeycloakIT::isOffered);
        set = true;
    }

    private static boolean isOffered() {
        return new Visitor().open("/login").body().contains(BUTTON);
    }

    private Keycloak keycloak() {
        return started.orElseThrow();
    }

    private static void skip(String reason) {
        LOG.log(System.Logger.Level.WARNING, "skipped: {0}", reason);
        abort("skipped: " + reason);
    }

    @AfterAll
    void theProviderLeaves() throws IOException {
        if (started.isPresent()) {
            keycloak().close();
        }
        if (set) {
            ServerSettings.forget(
                    Stream.of(
                                    "issuer",
                                    "client-id",
                                    "client-secret",
                                    "redirect-base",
                                    "name",
                                    "admin-groups",
                                    "required-groups")
                            .map("chatboard.oidc."::concat)
                            .toList(),
                    () -> !isOffered());
        }
    }

    @Test
    @Order(1)
    void peopleComeInByTheButtonToThePageTheyWantedAndLeaveBothPlaces() {
        try (Browsers browsers = Browsers.start();
                Window window = browsers.window()) {
            Page page = window.go("/profile").page();
            for (int width : new int[] {390, 1440}) {
                page.setViewportSize(width, 900);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target/it/screenshots/login-oidc-" + width + ".png")));
            }
            assertThat(window.barriers()).isEmpty();
            page.getByText(BUTTON).click();
            page.locator("#username").fill("alice");
            page.locator("#password").fill("alice-pw");
            page.locator("#kc-login").click();
            assertThat(page).hasURL(Pattern.compile(".*/chatboard/profile"));
            assertThat(page.getByLabel("First name")).hasValue("Alice");
            window.go("/dashboard");
            assertThat(Journeys.reachable(window))
                    .contains("alice", "createdAt")
                    .doesNotContain("eyJ");
            assertThat(page.context().cookies(server.url("/").toString()))
                    .noneMatch(cookie -> cookie.value.contains("eyJ"));
            window.press("Sign out");
            assertThat(page).hasURL(Pattern.compile(".*/chatboard/login"));
            assertThat(window.complaints()).isEmpty();
            page.getByText(BUTTON).click();
            assertThat(page.locator("#password")).isVisible();
            page.goBack();
            window.go("/auth/oidc/callback?error=access_denied&state=made-up");
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("took too long");
        }
    }

    @Test
    @Order(2)
    void whoLeavesTheProviderIsOutHereWithinSeconds() {
        Person alice = Person.anna();
        assertThat(Journeys.path(journeys.signOn(alice, "alice"))).isEqualTo("/chatboard/dashboard");
        try (ChatSocket socket = ChatSocket.greeted(alice)) {
            long before = System.nanoTime();
            keycloak().signOut(ALICE);
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(alice.get("/api/v1/users/me").statusCode()).isEqualTo(401);
    }

    @Test
    @Order(3)
    void groupsDecideWhoRunsChatBoardAndWhoComesIn() {
        Person ivan = Person.ida();
        journeys.signOn(ivan, "ivan");
        assertThat(ivan.json("/api/v1/session").toString()).contains("\"admin\"");
        Person alice = Person.anna();
        journeys.signOn(alice, "alice");
        assertThat(alice.json("/api/v1/session").toString()).doesNotContain("\"admin\"");
        assertThat(Journeys.query(journeys.signOn(Person.ben(), "guest-user"))).contains("sso=not_allowed");
    }

    @Test
    @Order(3)
    void roomsFollowTheGroupsAtEachSignIn() {
        Person alice = Person.anna();
        journeys.signOn(alice, "alice");
        assertThat(alice.get("/api/v1/rooms").body()).contains("Rule-Desk", "Rule-Hall");
        keycloak().expel(ALICE, "00000000-0000-4000-8000-000000000101");
        Person again = Person.ben();
        journeys.signOn(again, "alice");
        assertThat(again.get("/api/v1/rooms").body()).doesNotContain("Rule-Desk", "Rule-Hall");
    }

    @Test
    @Order(4)
    void nobodysAccountIsTakenOver() {
        register("namesake", "namesake@local.example");
        register("victim", "victim@corp.example");
        Person namesake = Person.ben();
        journeys.signOn(namesake, "namesake");
        assertThat(namesake.json("/api/v1/users/me").getString("username")).isEqualTo("namesake2");
        Person mallory = Person.carla();
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> refused = journeys.signOn(mallory, "mallory");
        log.await("OpenID Connect from 127.0.0.1 refused (email_taken)");
        assertThat(Journeys.query(refused)).contains("sso=email_taken");
        assertThat(mallory.follow(refused).body()).contains("An account with your e-mail address exists already");
        assertThat(mallory.get("/api/v1/users/me").statusCode()).isEqualTo(401);
    }

    @Test
    @Order(5)
    void anAnswerCountsOnceAndInTheBrowserThatSetOut() {
        Person alice = Person.anna();
        URI answer = journeys.answer(alice, "alice");
        Person thief = Person.ben();
        assertThat(Journeys.query(thief.get(Journeys.local(answer)))).contains("sso=expired");
        thief.get("/auth/oidc/start");
        assertThat(Journeys.query(thief.get(Journeys.local(answer)))).contains("sso=expired");
        HttpResponse<String> other = thief.get("/auth/oidc/start");
        String state = Journeys.parameter(URI.create(Journeys.location(other)), "state");
        String injected = Journeys.local(answer).replace(Journeys.parameter(answer, "state"), state);
        ServerLog log = ServerLog.fromNow();
        assertThat(Journeys.query(thief.get(injected))).contains("sso=failed");
        log.await("OpenID Connect from 127.0.0.1 refused (failed)");
        Person second = Person.carla();
        URI foreign = journeys.answer(second, "ivan");
        assertThat(Journeys.query(second.get(
                        Journeys.local(foreign).replaceFirst("iss=[^&]*", "iss=https%3A%2F%2Fevil.example"))))
                .contains("sso=failed");
        Person third = Person.carla();
        assertThat(Journeys.query(
                        third.get(Journeys.local(journeys.answer(third, "ivan")).replaceFirst("&iss=[^&]*", ""))))
                .contains("sso=failed");
    }

    @Test
    @Order(6)
    void twoTabsDoNotDisturbEachOtherAndAReplayIsNothing() {
        Person alice = Person.anna();
        HttpResponse<String> first = alice.get("/auth/oidc/start?next=/profile");
        HttpResponse<String> second = alice.get("/auth/oidc/start?next=//evil.example");
        URI answer = journeys.atKeycloak(alice, first, "alice");
        HttpResponse<String> in = alice.get(Journeys.local(answer));
        assertThat(Journeys.path(in)).isEqualTo("/chatboard/profile");
        HttpResponse<String> again =
                journeys.there(alice, HttpRequest.newBuilder(URI.create(Journeys.location(second))));
        assertThat(Journeys.path(alice.get(Journeys.local(URI.create(Journeys.location(again))))))
                .isEqualTo("/chatboard/dashboard");
        assertThat(Journeys.query(alice.get(Journeys.local(answer)))).contains("sso=expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "logout_token=", "logout_token=x.y.z", "logout_token=eyJhbGciOiJub25lIn0.e30.", "a=b"})
    @Order(7)
    void onlyTheProviderSignsPeopleOut(String body) {
        HttpResponse<String> answer = new Visitor().post(server.url("/auth/oidc/back-channel"), body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_request\"}");
    }

    @Test
    @Order(8)
    void whoTurnsBackAtTheProviderReadsSo() {
        for (String error : new String[] {"access_denied", "temporarily_unavailable", "<script>"}) {
            Person alice = Person.anna();
            String state = Journeys.parameter(
                    URI.create(Journeys.location(alice.get("/auth/oidc/start?next=/profile"))), "state");
            HttpResponse<String> back = alice.get("/auth/oidc/callback?state=" + state + "&iss="
                    + Journeys.encode(Keycloak.issuer(port)) + "&error=" + Journeys.encode(error));
            assertThat(Journeys.query(back)).contains("next=%2Fprofile");
            HttpResponse<String> page = alice.follow(back);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("role=\"alert\"").doesNotContain("<script>");
        }
    }

    @Test
    @Order(99)
    void aProviderThatIsAwayHurtsNobodyWithAPassword() {
        Person alice = Person.anna();
        URI answer = journeys.answer(alice, "alice");
        keycloak().close();
        assertThat(Journeys.query(alice.get(Journeys.local(answer)))).contains("sso=unavailable");
        assertThat(alice.open("/login?sso=unavailable").body()).contains("does not answer right now");
        Person.ben().joins();
    }

    /** For names that the provider's people have, too; on a server that was kept they are there already. */
    private static void register(String username, String email) {
        Visitor visitor = new Visitor();
        HttpResponse<String> page = visitor.open("/register");
        visitor.submit(
                page,
                Form.in(page.body(), "form")
                        .fill("username", username)
                        .fill("email", email)
                        .fill("firstName", "Local")
                        .fill("lastName", "Person")
                        .fill("password", "correct horse of theirs")
                        .fill("passwordRepeat", "correct horse of theirs"));
    }
}
