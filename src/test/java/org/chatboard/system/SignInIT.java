package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coming in and going out. */
class SignInIT {

    private final Person anna = Person.anna();

    @Test
    void theCookieIsOutOfReachOfScriptsAndForeignPages() {
        anna.signUp();
        HttpResponse<String> answer = anna.trySignIn(anna.open("/login"), anna.username(), anna.password());
        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(header -> header.startsWith("CHATBOARD="))
                .findFirst()
                .orElseThrow()
                .toLowerCase(Locale.ROOT);
        assertThat(cookie).contains("httponly", "samesite=lax", "path=/chatboard");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .allMatch(header -> header.toLowerCase(Locale.ROOT).contains("httponly"));
    }

    @Test
    void overTlsTheCookieNeverTravelsInTheClear() {
        anna.signUp();
        Visitor visitor = Visitor.overTls();
        HttpResponse<String> page = visitor.open("/login");
        HttpResponse<String> answer = visitor.submit(
                page,
                Form.in(page.body(), "form").fill("username", anna.username()).fill("password", anna.password()));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("__Host-CHATBOARD-chatboard="))
                .noneMatch(cookie -> cookie.startsWith("CHATBOARD="))
                .allMatch(cookie -> cookie.toLowerCase(Locale.ROOT).contains("secure"));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("__Host-"))
                .allMatch(cookie -> cookie.contains("Path=/;") && !cookie.contains("Domain"));
        assertThat(visitor.get("/dashboard").statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Location").orElse("")).doesNotStartWith("http:");
    }

    @Test
    void onlyOverTlsItIsSaidThatThereIsNoOtherWay() {
        for (String path : new String[] {"/login", "/assets/css/base.css", "/api/v1/health", "/nothing"}) {
            assertThat(Visitor.overTls().get(path).headers().firstValue("Strict-Transport-Security"))
                    .as(path)
                    .hasValue("max-age=31536000; includeSubDomains");
            assertThat(new Visitor().get(path).headers().firstValue("Strict-Transport-Security"))
                    .as(path)
                    .isEmpty();
        }
    }

    /** Who gets an answer does not notice that a token went over the wire in the clear (ASVS 5.0, 4.1.2). */
    @Test
    void programsAreNotLedFromHttpToHttps() {
        for (String path : List.of("/api/v1/users/me", "/api/v1/health", "/scim/v2/Users", "/nothing")) {
            HttpResponse<String> answer = new Visitor().get(path);
            assertThat(answer.statusCode() / 100).as(path).isNotEqualTo(3);
            assertThat(answer.headers().firstValue("Location")).as(path).isEmpty();
        }
    }

    /** A proxy's word on how somebody came counts only where the server was told to take it (ASVS 5.0, 4.1.3). */
    @Test
    void nobodySaysForThemselvesThatTheyCameOverTls() {
        anna.signUp();
        String body =
                "{\"username\":" + Json.quoted(anna.username()) + ",\"password\":" + Json.quoted(anna.password()) + "}";
        HttpResponse<String> answer = new Visitor()
                .send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/session"))
                        .header("Origin", ChatServer.shared().origin())
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("Forwarded", "proto=https;host=evil.example")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("CHATBOARD="))
                .noneMatch(cookie -> cookie.contains("Secure"));
    }

    @Test
    void signingInMakesANewSecret() {
        anna.signUp();
        anna.addCookie("CHATBOARD", "set-by-an-attacker");
        anna.open("/login");
        String page = anna.cookie("CHATBOARD_PAGE").orElseThrow();
        ServerLog log = ServerLog.fromNow();
        anna.signIn();
        String first = anna.cookie("CHATBOARD").orElseThrow();
        assertThat(first).isNotEqualTo("set-by-an-attacker").hasSizeGreaterThanOrEqualTo(43);
        Person elsewhere = anna.atAnotherDevice().signIn();
        assertThat(elsewhere.cookie("CHATBOARD").orElseThrow()).isNotEqualTo(first);
        log.await("A cookie that is no sign-in came with one from 127.0.0.1 and was replaced");
        assertThat(anna.cookie("CHATBOARD_PAGE").orElseThrow()).isNotEqualTo(page);
        assertThat(anna.json("/api/v1/users/me").getString("username")).isEqualTo(anna.username());
    }

    /** Mallory has somebody act in her name, to read it later; or waits for them to sign in under her secret. */
    @Test
    void aSignInThatWasPlantedEndsWhereSomebodySignsIn() {
        Person mallory = Person.ben().joins();
        anna.signUp();
        anna.addCookie("CHATBOARD", mallory.cookie("CHATBOARD").orElseThrow());
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> answer = anna.postJson(
                "/api/v1/session",
                "{\"username\":" + Json.quoted(anna.username()) + ",\"password\":" + Json.quoted(anna.password())
                        + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(mallory.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(anna.json("/api/v1/users/me").getString("username")).isEqualTo(anna.username());
        log.await("The sign-in of \"" + mallory.username() + "\" in a browser at 127.0.0.1 ends");
    }

    @Test
    void theEmailAddressAndAnyCaseSignInToo() {
        anna.signUp();
        assertThat(anna.trySignIn(anna.open("/login"), anna.email().toUpperCase(Locale.ROOT), anna.password())
                        .statusCode())
                .isBetween(300, 399);
        assertThat(anna.json("/api/v1/users/me").getString("username")).isEqualTo(anna.username());
    }

    @Test
    void thePageThatWasAskedForComesAfterSignIn() {
        Person ben = Person.ben().signUp();
        anna.signUp();
        HttpResponse<String> login = anna.open("/chat/" + ben.username());
        assertThat(login.uri().getPath()).isEqualTo("/chatboard/login");
        HttpResponse<String> chat = anna.follow(anna.trySignIn(login, anna.username(), anna.password()));
        assertThat(chat.uri().getPath()).isEqualTo("/chatboard/chat/" + ben.username());
        assertThat(chat.body()).contains(ben.displayName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "\\\\evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "/chatboard//evil.example",
                "/chatboard/../evil",
                "/%0d%0aSet-Cookie:x=y"
            })
    void nobodyIsSentToAnotherSite(String next) {
        anna.signUp();
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> login = anna.open("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        HttpResponse<String> answer = anna.trySignIn(login, anna.username(), anna.password());
        assertThat(answer.statusCode()).isBetween(300, 399);
        URI target =
                answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
        assertThat(target.getAuthority()).isEqualTo(answer.uri().getAuthority());
        assertThat(target.normalize().getPath()).startsWith("/chatboard/").doesNotContain("evil", "//");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("x="));
        log.await("Nobody is sent to \"" + next + "\" after a sign-in, as was asked for from 127.0.0.1");
    }

    @Test
    void anUnknownNameAndAWrongPasswordLookTheSame() {
        anna.signUp();
        String nobody = "nobody-" + anna.username();
        HttpResponse<String> wrong = anna.trySignIn(anna.open("/login"), anna.username(), "not the password");
        Visitor guesser = new Visitor();
        HttpResponse<String> page = guesser.open("/login");
        HttpResponse<String> unknown = guesser.submit(
                page, Form.in(page.body(), "form").fill("username", nobody).fill("password", "not the password"));
        assertThat(wrong.body()).contains(Texts.html(Texts.english("error.login")));
        assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode());
        assertThat(comparable(unknown, nobody)).isEqualTo(comparable(wrong, anna.username()));
    }

    @Test
    void afterTooManyWrongPasswordsTheAccountWaitsAndOthersDoNot() {
        anna.signUp();
        HttpResponse<String> page = anna.open("/login");
        for (int i = 0; i < 5; i++) {
            page = anna.trySignIn(page, anna.username(), "wrong " + i);
            assertThat(page.body()).contains(Texts.html(Texts.english("error.login")));
        }
        HttpResponse<String> blocked = anna.trySignIn(page, anna.username(), anna.password());
        assertThat(blocked.statusCode() / 100).isNotEqualTo(3);
        assertThat(blocked.body()).contains(Texts.html(Texts.beginning("error.too_many")));
        Person.ben().signUp().signIn();
    }

    @Test
    void signingOutEndsTheSessionAndItsSocketsAndNoOther() {
        anna.joins();
        Person elsewhere = anna.atAnotherDevice().signIn();
        String oldCookie = anna.cookie("CHATBOARD").orElseThrow();
        try (ChatSocket one = ChatSocket.greeted(anna);
                ChatSocket two = ChatSocket.greeted(anna);
                ChatSocket other = ChatSocket.greeted(elsewhere)) {
            HttpResponse<String> page = anna.open("/dashboard");
            HttpResponse<String> out = anna.follow(anna.submit(page, Form.in(page.body(), "signOut")));
            assertThat(out.uri().getPath()).isEqualTo("/chatboard/login");
            assertThat(List.of(one.closeCode(), two.closeCode())).containsOnly(4401);
            assertThat(other.isUsable()).isTrue();
        }
        Visitor thief = new Visitor();
        thief.addCookie("CHATBOARD", oldCookie);
        assertThat(thief.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(thief.open("/dashboard").uri().getPath()).isEqualTo("/chatboard/login");
    }

    @Test
    void withoutSignInPagesAskForItAndTheApiRefuses() {
        Visitor stranger = new Visitor();
        assertThat(stranger.open("/dashboard").uri().getPath()).isEqualTo("/chatboard/login");
        assertThat(stranger.open("/chat/anyone").uri().getPath()).isEqualTo("/chatboard/login");
        assertThat(stranger.open("/").uri().getPath()).isEqualTo("/chatboard/login");
        for (String path : List.of("/api/v1/users/me", "/api/v1/users", "/api/v1/sync")) {
            HttpResponse<String> answer = stranger.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(Json.object(answer.body()).getString("code")).isEqualTo("unauthenticated");
        }
    }

    @Test
    void whoIsSignedInSkipsTheSignInPage() {
        anna.joins();
        assertThat(anna.open("/").uri().getPath()).isEqualTo("/chatboard/dashboard");
    }

    @Test
    void pagesTellTheBrowserToTrustNobodyElse() {
        HttpResponse<String> page = new Visitor().open("/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(page.headers().firstValue("Permissions-Policy").orElse("")).contains("camera=()", "microphone=()");
        assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(page.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.headers().map().keySet())
                .noneMatch(name -> name.equalsIgnoreCase("Server") || name.equalsIgnoreCase("X-Powered-By"));
        assertThat(page.body()).doesNotContain("jsessionid");
    }

    @Test
    void sourcesOfPagesStayInside() {
        for (String path : List.of(
                "/login.xhtml",
                "/chat.xhtml",
                "/WEB-INF/web.xml",
                "/WEB-INF/templates/page.xhtml",
                "/META-INF/MANIFEST.MF",
                "/assets/",
                "/assets/js/")) {
            HttpResponse<String> answer = new Visitor().get(path);
            assertThat(answer.statusCode()).as(path).isIn(403, 404);
            assertThat(answer.body()).as("a list of files").doesNotContain("main.js");
            assertThat(Texts.givesAway(answer.body())).as(answer.body()).isFalse();
        }
    }

    /** A page without what differs from one showing to the next: the view state and the name that was typed. */
    private static String comparable(HttpResponse<String> page, String name) {
        return page.body()
                .replaceAll("(name=\"jakarta\\.faces\\.ViewState\"[^>]*value=)\"[^\"]*\"", "$1")
                .replace(name, "NAME");
    }
}
