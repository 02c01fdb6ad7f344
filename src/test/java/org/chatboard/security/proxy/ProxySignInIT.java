package org.chatboard.security.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.testing.settings.ServerSettings;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy names people. In the tests 127.0.0.1 is one that is listed, and 127.0.0.2 is anybody. */
class ProxySignInIT {

    private static final String HEADER = "X-Remote-User";

    private static final String RUN = Long.toString(System.nanoTime() & 0xffffffL, 36);

    private static String name(String stem) {
        return stem + "-" + RUN;
    }

    private static HttpResponse<String> get(Visitor visitor, String path, String user) {
        return get(visitor, path, user, Map.of());
    }

    private static HttpResponse<String> get(Visitor visitor, String path, String user, Map<String, String> more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path))
                .header("Accept-Language", "en")
                .header(HEADER, user);
        more.forEach(request::header);
        return visitor.send(request);
    }

    private static URI url(String path) {
        return ChatServer.shared().url(path);
    }

    private static String me(Visitor visitor) {
        HttpResponse<String> me = visitor.get("/api/v1/users/me");
        return me.statusCode() == 200 ? me.body() : "";
    }

    @Test
    void whomTheProxyNamesIsInWithAnAccountOfTheirOwn() {
        Visitor lena = new Visitor();
        HttpResponse<String> page = get(
                lena,
                "/dashboard",
                name("Lena") + "@CORP.EXAMPLE",
                Map.of("X-Remote-Email", name("lena.b") + "@example.org", "X-Remote-Name", "Lena Maria Berg"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Lena Maria Berg");
        assertThat(me(lena)).contains("\"" + name("lena") + "\"", "Lena Maria", name("lena.b") + "@example.org");

        Visitor again = new Visitor();
        HttpResponse<String> login = get(again, "/login?next=/profile", name("lena") + "@corp.example");
        assertThat(login.headers().firstValue("Location").orElse("")).endsWith("/chatboard/profile");
        assertThat(me(again)).isEqualTo(me(lena));
    }

    @Test
    void nobodyElsesWordCounts() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + ChatServer.shared().httpPort());
        headers.put(HEADER, name("spoofed"));
        try (RawSocket stranger = new RawSocket("127.0.0.2")) {
            RawSocket.Answer answer = stranger.ask("GET", "/dashboard", headers);
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).contains("/login?next=");
            assertThat(answer.header("Set-Cookie")).isNull();
        }
        try (RawSocket stranger = new RawSocket("127.0.0.2")) {
            assertThat(stranger.ask("GET", "/login", headers).status()).isEqualTo(200);
        }
        headers.put("X-Forwarded-For", "127.0.0.1");
        try (RawSocket stranger = new RawSocket("127.0.0.2")) {
            assertThat(stranger.ask("GET", "/dashboard", headers).status())
                    .as("whoever calls themselves the proxy")
                    .isEqualTo(302);
        }
        awaitLog(HEADER + " from 127.0.0.2 was ignored");
        assertThat(accounts(name("spoofed"))).isEqualTo("0");
    }

    /** The one is listed as who names people, the other is where these are. */
    @Test
    void theProxyNamesPeopleAndSaysWhereTheyAre() {
        Visitor lena = new Visitor();
        get(lena, "/dashboard", name("away"), Map.of("X-Forwarded-For", "198.51.100.21"));
        assertThat(lena.get("/api/v1/users/me/sessions").body()).contains("\"198.51.100.21\"");
        awaitLog("Sign-in as \"" + name("away") + "\" by the proxy 127.0.0.1");
    }

    @Test
    void anotherNameIsAnotherPerson() {
        Visitor screen = new Visitor();
        get(screen, "/dashboard", name("first"));
        String first = me(screen);
        Visitor copy = new Visitor();
        copy.addCookie("CHATBOARD", screen.cookie("CHATBOARD").orElseThrow());
        HttpResponse<String> form = screen.send(HttpRequest.newBuilder(url("/profile"))
                .header(HEADER, name("second"))
                .header("Origin", ChatServer.shared().origin())
                .POST(BodyPublishers.noBody()));
        assertThat(form.headers().firstValue("Location").orElse(""))
                .as("nothing is sent in the first one's name")
                .contains("/login");
        assertThat(me(copy)).isEqualTo(first);

        assertThat(get(screen, "/dashboard", name("second")).statusCode()).isEqualTo(200);
        assertThat(me(screen)).contains(name("second"));
        assertThat(me(copy)).as("the sign-in of the first one has ended").isEmpty();
    }

    @Test
    void programsAndSocketsGoByTheCookie() {
        assertThat(get(new Visitor(), "/api/v1/users/me", name("program")).statusCode())
                .isEqualTo(401);
        Map<String, String> handshake = RawSocket.handshake(new Visitor());
        handshake.put(HEADER, name("program"));
        try (RawSocket socket = new RawSocket()) {
            assertThat(socket.ask("GET", handshake).status()).isEqualTo(401);
        }
        assertThat(accounts(name("program"))).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(null)", "anna ben", "two\r\nX-Remote-User: names", "nul\u0000", "<script>"})
    void whatIsNoNameIsRefusedAndSaid(String user) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + ChatServer.shared().httpPort());
        headers.put(HEADER, user);
        ServerLog log = ServerLog.fromNow();
        try (RawSocket proxy = new RawSocket()) {
            RawSocket.Answer answer = proxy.ask("GET", "/login", headers);
            assertThat(answer.status()).isIn(400, 403);
            if (answer.status() == 403) {
                log.await("Sign-in by the proxy 127.0.0.1 refused (");
            }
            assertThat(answer.header("Set-Cookie") + "").doesNotContain("CHATBOARD=");
        }
    }

    @Test
    void aNameWithoutEndIsRefusedAndSaid() {
        HttpResponse<String> page = get(new Visitor(), "/login", "a".repeat(201));
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("sent a name that cannot be used here");
    }

    @Test
    void anAccountOfSomebodyElseIsNotTakenOver() {
        // With a number behind it, her name is the one of a later person in the same run; there are few of this first
        // name.
        Person ida = Person.ida().joins();
        Visitor namesake = new Visitor();
        get(namesake, "/dashboard", ida.username());
        assertThat(me(namesake)).contains("\"" + ida.username() + "2\"");

        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> thief = get(new Visitor(), "/login", name("thief"), Map.of("X-Remote-Email", ida.email()));
        assertThat(thief.statusCode()).isEqualTo(403);
        assertThat(thief.body()).contains("Another account here has your name or e-mail address already.");
        log.await("Sign-in by the proxy 127.0.0.1 refused (");
        assertThat(accounts(name("thief"))).isEqualTo("0");
        ida.atAnotherDevice().signIn();
    }

    @Test
    void whoIsDisabledStaysOutside() {
        get(new Visitor(), "/dashboard", name("leaver"));
        Sql.run("update users set is_active = false where username = '" + name("leaver") + "'");
        Visitor leaver = new Visitor();
        HttpResponse<String> page = leaver.follow(get(leaver, "/dashboard", name("leaver")));
        assertThat(page.uri().getPath()).isEqualTo("/chatboard/login");
        HttpResponse<String> login = get(leaver, "/login", name("leaver"));
        assertThat(login.statusCode()).isEqualTo(403);
        assertThat(login.body()).contains("Your account is disabled.");
        assertThat(me(leaver)).isEmpty();
    }

    /** The proxy of the guide names people on the sign-in page alone. */
    @Test
    void whoSignsOutIsNotInAgainAtOnce() {
        Visitor omar = new Visitor();
        HttpResponse<String> page = get(omar, "/dashboard", name("omar"));
        HttpResponse<String> out = omar.send(HttpRequest.newBuilder(page.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", ChatServer.shared().origin())
                .POST(BodyPublishers.ofString(Form.in(page.body(), "signOut").encoded())));
        assertThat(out.headers().firstValue("Location").orElse("")).endsWith("/login?left");
        HttpResponse<String> left = get(omar, "/login?left", name("omar"));
        assertThat(left.statusCode()).isEqualTo(200);
        assertThat(left.body()).contains("You are signed out.", "/chatboard/login\">Sign in again");
        assertThat(me(omar)).isEmpty();
    }

    /** The settings alone differ, in which no database has a part. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void anAdministratorMayLinkAccountsAndMakeNone() {
        Person anna = Person.anna().joins();
        Person ida = Person.administrator();
        Map<String, String> settings =
                Map.of("chatboard.proxy.create-accounts", "false", "chatboard.proxy.link-accounts", "true");
        int[] probe = {0};
        ServerSettings.set(
                settings,
                () -> get(new Visitor(), "/login", name("probe" + probe[0]++)).statusCode() == 403);
        try {
            assertThat(get(new Visitor(), "/login", name("unknown")).body()).contains("You have no account here yet.");
            assertThat(get(new Visitor(), "/login", ida.username()).statusCode())
                    .isEqualTo(403);
            ida.atAnotherDevice().signIn();

            Visitor linked = new Visitor();
            assertThat(get(linked, "/dashboard", anna.username() + "@CORP").statusCode())
                    .isEqualTo(200);
            assertThat(me(linked)).contains(anna.email());
            assertThat(me(anna))
                    .as("what opened the account before opens it no more")
                    .isEmpty();
            Person elsewhere = anna.atAnotherDevice();
            assertThat(elsewhere
                            .trySignIn(elsewhere.open("/login"), anna.username(), anna.password())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(new Visitor(), "/login", anna.username() + "@ELSEWHERE")
                            .statusCode())
                    .as("one account, one name of the proxy")
                    .isEqualTo(403);
        } finally {
            // What is deleted is remembered for a minute, what is set is not.
            ServerSettings.set(
                    Map.of("chatboard.proxy.create-accounts", "true", "chatboard.proxy.link-accounts", "false"),
                    () -> get(new Visitor(), "/login", name("back" + probe[0]++))
                                    .statusCode()
                            == 302);
        }
    }

    private static String accounts(String username) {
        return Sql.run("select count(*) from users where username = '" + username + "'")
                .get(0);
    }

    private static void awaitLog(String text) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!ChatServer.shared().log().contains(text)) {
            assertThat(System.nanoTime()).as("the log says nothing of %s", text).isLessThan(deadline);
            LockSupport.parkNanos(100_000_000L);
        }
    }
}
