package org.chatboard.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.settings.StolenPasswords;
import org.junit.jupiter.api.Test;

/** People see where they are signed in, end what they do not know, and change their password. */
class SecurityPageIT {

    static final String PAGE = "/profile/security";

    private static final String END = PAGE + "/end?id=";

    private static final String NEXT = "seven purple lamps in a row";

    private final Person anna = Person.anna().joins();

    @Test
    void eachSignInIsListedAndThisOneIsMarked() {
        Person phone = anna.atAnotherDevice().signIn();
        HttpResponse<String> page = anna.open(PAGE);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).containsOnlyOnce("This browser").contains("127.0.0.1", "Java-http-client");
        assertThat(page.body().split("class=\"token\"", -1)).hasSize(3);
        assertThat(page.body().indexOf("This browser")).isLessThan(page.body().indexOf("Sign out there"));
        assertThat(page.body())
                .doesNotContain(
                        phone.cookie("CHATBOARD").orElseThrow(),
                        anna.cookie("CHATBOARD").orElseThrow());
    }

    @Test
    void oneSignInIsEndedWithItsSocketsAndTheOthersStay() {
        Person phone = anna.atAnotherDevice().signIn();
        try (ChatSocket socket = ChatSocket.greeted(phone)) {
            String id = idOfAnother(anna);
            HttpResponse<String> asks = end(id, "");
            assertThat(asks.body()).contains("Please enter your present password.", "Java-http-client");
            assertThat(end(id, "not it").body()).contains("This is not your present password.");
            assertThat(phone.get("/api/v1/users/me").statusCode()).isEqualTo(200);
            HttpResponse<String> after = anna.follow(end(id, anna.password()));
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(after.body()).contains("Signed out there.").doesNotContain("/end?id=");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        assertThat(phone.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void allOthersEndAtOnce() {
        Person phone = anna.atAnotherDevice().signIn();
        Person desk = anna.atAnotherDevice().signIn();
        assertThat(end("others", "not it").statusCode()).isEqualTo(200);
        assertThat(phone.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        assertThat(anna.follow(end("others", anna.password())).body()).contains("Signed out there.");
        assertThat(phone.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(desk.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyEndsTheSignInOfSomebodyElse() {
        Person ben = Person.ben().joins();
        Person bensPhone = ben.atAnotherDevice().signIn();
        String bens = idOfAnother(ben);
        for (String chosen : List.of(bens, "x", "' or 1=1")) {
            HttpResponse<String> page = anna.open(END + URLEncoder.encode(chosen, StandardCharsets.UTF_8));
            assertThat(page.body()).contains("has ended already").doesNotContain("form:present");
        }
        HttpResponse<String> page = anna.open(END + "others");
        Form forged = Form.in(page.body(), "form").fill("present", anna.password());
        assertThat(anna.submit(page, forged.set("form:chosen", bens)).body()).contains("has ended already");
        assertThat(bensPhone.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsAllOtherSignIns() {
        Person phone = anna.atAnotherDevice().signIn();
        HttpResponse<String> answer = change(anna.password(), NEXT, NEXT);
        assertThat(answer.body()).contains("Your password is changed.").doesNotContain(NEXT, anna.password());
        assertThat(phone.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        Visitor visitor = new Visitor();
        assertThat(signIn(visitor, anna.password()).statusCode()).isEqualTo(401);
        assertThat(signIn(visitor, NEXT).statusCode()).isEqualTo(302);
        assertThat(ChatServer.shared().log()).doesNotContain(NEXT);
    }

    @Test
    void whatIsWrongIsSaidAndNothingChanges() {
        assertThat(change("", NEXT, NEXT).body()).contains("Please enter your present password.");
        assertThat(change("not it", NEXT, NEXT).body()).contains("This is not your present password.");
        assertThat(change(anna.password(), "short", "short").body()).contains("at least");
        assertThat(change(anna.password(), "password1", "password1").body()).contains("common");
        assertThat(change(anna.password(), StolenPasswords.ONE, StolenPasswords.ONE)
                        .body())
                .contains("stolen data");
        assertThat(change(anna.password(), anna.username(), anna.username()).body())
                .contains("name or e-mail");
        assertThat(change(anna.password(), NEXT, "something else").body()).contains("differ");
        assertThat(change(anna.password(), NEXT, "").body()).contains("repeat");
        assertThat(signIn(new Visitor(), anna.password()).statusCode()).isEqualTo(302);
    }

    @Test
    void guessingThePresentPasswordIsSlowedDown() {
        for (int i = 0; i < 5; i++) {
            assertThat(change("guess " + i, NEXT, NEXT).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> locked = change(anna.password(), NEXT, NEXT);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).isPresent();
        assertThat(locked.body()).contains("Too many attempts");
    }

    @Test
    void strangersSeeNothingOfIt() {
        assertThat(new Visitor().open(PAGE).uri().getPath()).endsWith("/login");
        assertThat(anna.open("/profile").body()).contains("/chatboard" + PAGE);
        assertThat(new Visitor().open(END + "others").uri().getPath()).endsWith("/login");
        assertThat(anna.open(PAGE + "/").uri().getPath()).isEqualTo("/chatboard" + PAGE);
    }

    private static String idOfAnother(Person person) {
        return person.open(PAGE).body().replaceFirst("(?s).*/end\\?id=([0-9a-f-]{36})\".*", "$1");
    }

    private HttpResponse<String> end(String chosen, String present) {
        HttpResponse<String> page = anna.open(END + chosen);
        return anna.submit(page, Form.in(page.body(), "form").fill("present", present));
    }

    private HttpResponse<String> change(String present, String next, String again) {
        HttpResponse<String> page = anna.open(PAGE);
        return anna.submit(
                page,
                Form.in(page.body(), "form")
                        .fill("present", present)
                        .fill("password", next)
                        .fill("passwordRepeat", again));
    }

    private HttpResponse<String> signIn(Visitor visitor, String password) {
        HttpResponse<String> page = visitor.open("/login");
        return visitor.submit(
                page,
                Form.in(page.body(), "form").fill("username", anna.username()).fill("password", password));
    }
}
