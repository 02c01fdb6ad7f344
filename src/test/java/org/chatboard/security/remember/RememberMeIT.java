package org.chatboard.security.remember;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.Test;

/** Who ticked it comes back after the browser was closed; a secret that is shown twice ends that. */
class RememberMeIT {

    private static final String COOKIE = "CHATBOARD_REMEMBER";

    private static final String ME = "/api/v1/users/me";

    private final Person anna = Person.anna().signUp();

    @Test
    void aBrowserThatWasClosedComesBackWithAnotherSecret() {
        HttpResponse<String> signedIn = remembered(anna);
        assertThat(setCookie(signedIn))
                .contains("HttpOnly", "SameSite=Lax", "Path=/chatboard", "Max-Age=2592000")
                .doesNotContain("Secure");
        String first = anna.cookie(COOKIE).orElseThrow();
        Visitor opened = reopened(first);
        assertThat(opened.open("/dashboard").body()).contains(anna.displayName());
        assertThat(opened.cookie(COOKIE)).isPresent().isNotEqualTo(anna.cookie(COOKIE));
        assertThat(opened.get(ME).statusCode()).isEqualTo(200);
        // The browser has no more than that one sign-in; the one of before it was closed is over.
        List<JsonObject> all = signIns(opened);
        assertThat(all).hasSize(1);
        assertThat(all.get(0).getBoolean("remembered")).isTrue();
        assertThat(anna.cookie("CHATBOARD")).isPresent();
        assertThat(reopened(opened.cookie(COOKIE).orElseThrow()).get(ME).statusCode())
                .isEqualTo(200);
        assertThat(ChatServer.shared().log()).doesNotContain(first);
    }

    @Test
    void overTlsTheCookieIsForThisHostAloneAndComesBackOverTlsAlone() {
        String name = "__Host-CHATBOARD_REMEMBER-chatboard";
        Visitor visitor = Visitor.overTls();
        HttpResponse<String> answer = tick(visitor, anna);
        assertThat(setCookie(answer, name))
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/;", "Max-Age=2592000")
                .doesNotContain("Domain");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(line -> line.startsWith(COOKIE + "="));
        String secret = setCookie(answer, name).replaceFirst("[^=]*=([^;]*).*", "$1");
        Visitor clear = new Visitor();
        clear.addCookie(name, secret);
        assertThat(clear.get(ME).statusCode()).isEqualTo(401);
        Visitor opened = Visitor.overTls();
        opened.addCookie(name, secret);
        assertThat(opened.open("/dashboard").body()).contains(anna.displayName());
    }

    @Test
    void whoDoesNotTickItIsAskedAgain() {
        anna.signIn();
        assertThat(anna.cookie(COOKIE)).isEmpty();
        assertThat(signIns(anna).get(0).getBoolean("remembered")).isFalse();
        Person phone = anna.atAnotherDevice();
        remembered(phone);
        String secret = phone.cookie(COOKIE).orElseThrow();
        Person reopened = anna.atAnotherDevice();
        reopened.addCookie(COOKIE, secret);
        HttpResponse<String> anew = reopened.trySignIn(reopened.open("/login"), anna.username(), anna.password());
        assertThat(setCookie(anew)).contains("Max-Age=0");
        assertThat(reopened(secret).get(ME).statusCode()).isEqualTo(401);
        assertThat(reopened("A".repeat(43)).get(ME).statusCode()).isEqualTo(401);
        assertThat(reopened("' or 1=1").get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    void tabsThatComeBackTogetherAllComeIn() {
        remembered(anna);
        String secret = anna.cookie(COOKIE).orElseThrow();
        Visitor one = reopened(secret);
        Visitor other = reopened(secret);
        assertThat(one.get("/dashboard").statusCode()).isEqualTo(200);
        assertThat(other.get("/profile").statusCode()).isEqualTo(200);
        assertThat(one.get(ME).statusCode()).isEqualTo(200);
        // Whichever answer came last, the browser comes back with what it brought.
        assertThat(reopened(one.cookie(COOKIE).orElseThrow()).get(ME).statusCode())
                .isEqualTo(200);
        assertThat(reopened(other.cookie(COOKIE).orElseThrow()).get(ME).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCopiedSecretEndsAllThatIsRemembered() {
        Person phone = anna.atAnotherDevice();
        Person desk = anna.atAnotherDevice().signIn();
        remembered(anna);
        remembered(phone);
        String copied = anna.cookie(COOKIE).orElseThrow();
        Visitor owner = reopened(copied);
        assertThat(owner.get(ME).statusCode()).isEqualTo(200);
        HttpRequest.Builder replay =
                HttpRequest.newBuilder(ChatServer.shared().url(ME)).header("User-Agent", "Thief");
        assertThat(reopened(copied).send(replay).statusCode()).isEqualTo(401);
        assertThat(owner.get(ME).statusCode()).isEqualTo(401);
        assertThat(reopened(owner.cookie(COOKIE).orElse("x")).get(ME).statusCode())
                .isEqualTo(401);
        assertThat(phone.get(ME).statusCode()).isEqualTo(401);
        assertThat(desk.get(ME).statusCode()).isEqualTo(200);
        assertThat(ChatServer.shared()
                        .log()
                        .lines()
                        .filter(line -> line.contains("\"" + anna.username() + "\" was used a second time")))
                .hasSize(1);
    }

    @Test
    void aNewPasswordEndsIt() {
        remembered(anna);
        Person phone = anna.atAnotherDevice();
        remembered(phone);
        HttpResponse<String> page = anna.open("/profile/security");
        assertThat(page.body().split("Stays signed in", -1)).hasSize(3);
        String next = "seven purple lamps in a row";
        assertThat(anna.submit(
                                page,
                                Form.in(page.body(), "form")
                                        .fill("present", anna.password())
                                        .fill("password", next)
                                        .fill("passwordRepeat", next))
                        .body())
                .contains("Your password is changed.");
        assertThat(anna.get(ME).statusCode()).isEqualTo(200);
        assertThat(reopened(anna.cookie(COOKIE).orElseThrow()).get(ME).statusCode())
                .isEqualTo(401);
        assertThat(reopened(phone.cookie(COOKIE).orElseThrow()).get(ME).statusCode())
                .isEqualTo(401);
    }

    @Test
    void signingOutEndsItThereAndElsewhere() {
        remembered(anna);
        String secret = anna.cookie(COOKIE).orElseThrow();
        Visitor opened = reopened(secret);
        Person phone = anna.atAnotherDevice();
        remembered(phone);
        String id = signIns(phone).get(1).getString("id");
        assertThat(opened.get(ME).statusCode()).isEqualTo(200);
        String password = "{\"password\":" + Json.quoted(anna.password());
        assertThat(phone.postJson(ME + "/sessions/endings", password + ",\"id\":\"" + id + "\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(phone.postJson(ME + "/sessions/endings", password + "}").statusCode())
                .isEqualTo(204);
        HttpResponse<String> out = opened.get(ME);
        assertThat(out.statusCode()).isEqualTo(401);
        assertThat(setCookie(out)).contains("Max-Age=0");
        String phones = phone.cookie(COOKIE).orElseThrow();
        assertThat(phone.sendJson("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(204);
        assertThat(phone.cookie(COOKIE)).isEmpty();
        assertThat(reopened(phones).get(ME).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> remembered(Person person) {
        return tick(person, person);
    }

    private static HttpResponse<String> tick(Visitor browser, Person person) {
        HttpResponse<String> page = browser.open("/login");
        HttpResponse<String> answer = browser.submit(
                page,
                Form.in(page.body(), "form")
                        .fill("username", person.username())
                        .fill("password", person.password())
                        .set("form:remember", "on"));
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/dashboard");
        return answer;
    }

    /** A browser after it was closed: what was for as long as it is open is gone. */
    private static Visitor reopened(String secret) {
        Visitor browser = new Visitor();
        browser.addCookie(COOKIE, secret);
        return browser;
    }

    private static String setCookie(HttpResponse<String> answer) {
        return setCookie(answer, COOKIE);
    }

    private static String setCookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> signIns(Visitor who) {
        return Json.object(who.get(ME + "/sessions").body())
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }
}
