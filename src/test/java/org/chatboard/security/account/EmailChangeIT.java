package org.chatboard.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.testing.mail.MailBoxes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Another e-mail address counts once its owner followed the link, and not before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailChangeIT {

    private static final String PAGE = "/profile/email";

    private static final Pattern LINK = Pattern.compile("http\\S+/chatboard(/profile/email/confirm\\?token=\\S+)");

    private MailBoxes mail;

    @BeforeAll
    void theMailServerIsUp() {
        mail = MailBoxes.start();
    }

    @AfterAll
    void close() {
        mail.close();
    }

    @Test
    void theLinkChangesItAndNothingElseDoes() {
        Person anna = Person.anna().joins();
        Person next = Person.anna();
        assertThat(anna.open("/profile").body()).contains(anna.email(), "/chatboard" + PAGE);
        assertThat(ask(anna, next.email().toUpperCase(Locale.ROOT), anna.password())
                        .body())
                .contains("is on its way");
        String letter = mail.await(next, 1);
        assertThat(letter).contains(anna.displayName(), anna.username(), "30 minutes");
        assertThat(mail.await(anna, 1))
                .contains("asked for another e-mail address")
                .doesNotContain("token");
        String link = link(letter);
        HttpResponse<String> page = anna.open(link);
        assertThat(page.body()).contains(next.email());
        assertThat(anna.json("/api/v1/users/me").getString("email")).isEqualTo(anna.email());

        HttpResponse<String> set = anna.submit(page, Form.in(page.body(), "form"));
        assertThat(anna.follow(set).body()).contains("Your e-mail address is changed.", next.email());
        assertThat(anna.json("/api/v1/users/me").getString("email")).isEqualTo(next.email());
        assertThat(mail.await(anna, 2)).contains("go to another address");
        assertThat(signIn(anna, next.email()).statusCode()).isEqualTo(302);
        assertThat(signIn(anna, anna.email()).statusCode()).isEqualTo(401);
        ServerLog log = ServerLog.fromNow();
        assertThat(anna.open(link).body()).contains("used already").doesNotContain("form:token");
        log.await("Refused to \"" + anna.username()
                + "\" from 127.0.0.1: GET /chatboard/profile/email/confirm (link_used)");
        assertThat(anna.submit(page, Form.in(page.body(), "form")).statusCode()).isEqualTo(404);
        assertThat(ChatServer.shared().log()).doesNotContain(link.substring(link.indexOf('=') + 1));
    }

    @Test
    void theLinkIsWorthNothingToSomebodyElse() {
        Person anna = Person.anna().joins();
        Person next = Person.anna();
        ask(anna, next.email(), anna.password());
        String link = link(mail.await(next, 1));
        assertThat(new Visitor().open(link).uri().getPath()).endsWith("/login");
        Person ben = Person.ben().joins();
        assertThat(ben.open(link).body()).contains("not for the account").doesNotContain("form:token");
        assertThat(anna.open(link).body()).contains("form:token");
    }

    @Test
    void nobodyLearnsWhoseAnAddressIs() {
        Person anna = Person.anna().joins();
        Person ben = Person.ben().signUp();
        Person nobody = Person.carla();
        HttpResponse<String> taken = ask(anna, ben.email(), anna.password());
        HttpResponse<String> free = ask(anna, nobody.email(), anna.password());
        assertThat(taken.statusCode()).isEqualTo(free.statusCode());
        assertThat(withoutState(taken.body())).isEqualTo(withoutState(free.body()));
        HttpResponse<String> page = anna.open(link(mail.await(ben, 1)));
        HttpResponse<String> refused = anna.submit(page, Form.in(page.body(), "form"));
        assertThat(refused.body()).contains("already an account with this e-mail address");
        assertThat(anna.json("/api/v1/users/me").getString("email")).isEqualTo(anna.email());
        assertThat(signIn(ben, ben.email()).statusCode()).isEqualTo(302);
    }

    @Test
    void whatIsWrongIsSaidAndNoLetterGoes() {
        Person anna = Person.anna().joins();
        Person next = Person.anna();
        assertThat(ask(anna, next.email(), "not it").body()).contains("not your present password");
        assertThat(ask(anna, next.email(), "").body()).contains("enter your present password");
        assertThat(ask(anna, "nonsense", anna.password()).body()).contains("does not look like");
        assertThat(ask(anna, anna.email(), anna.password()).body()).contains("your address already");
        assertThat(ask(anna, " ", anna.password()).body()).contains("enter your e-mail address");
        for (String made : new String[] {"", "x", "A".repeat(43), "'%20or%201=1"}) {
            assertThat(anna.open("/profile/email/confirm?token=" + made).body())
                    .as(made)
                    .contains("used already")
                    .doesNotContain("form:token");
        }
        assertThat(mail.of(next)).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThat(ask(anna, next.email(), anna.password()).statusCode()).isEqualTo(200);
        }
        assertThat(ask(anna, next.email(), anna.password()).statusCode()).isEqualTo(429);
        mail.await(next, 3);
    }

    @Test
    void aNewPasswordMakesTheLinkWorthless() {
        Person anna = Person.anna().joins();
        Person next = Person.anna();
        ask(anna, next.email(), anna.password());
        String link = link(mail.await(next, 1));
        HttpResponse<String> page = anna.open(SecurityPageIT.PAGE);
        String password = "nine green kites over town";
        anna.submit(
                page,
                Form.in(page.body(), "form")
                        .fill("present", anna.password())
                        .fill("password", password)
                        .fill("passwordRepeat", password));
        assertThat(anna.open(link).body()).contains("used already");
    }

    @Test
    void theSecondFactorIsAskedForAsWell() {
        Person anna = Person.anna().joins();
        HttpResponse<String> factor = anna.open(SecondFactorIT.PAGE);
        String secret = SecondFactorIT.secretIn(factor.body());
        anna.submit(
                factor,
                Form.in(factor.body(), "form")
                        .fill("present", anna.password())
                        .fill("code", SecondFactorIT.code(secret, 0)));
        Person next = Person.anna();
        HttpResponse<String> page = anna.open(PAGE);
        Form form = Form.in(page.body(), "form").fill("email", next.email()).fill("present", anna.password());
        assertThat(anna.submit(page, form.fill("code", "000000")).body()).contains("not a code of this moment");
        assertThat(anna.follow(anna.submit(page, form.fill("code", SecondFactorIT.code(secret, 1))))
                        .body())
                .contains("is on its way");
        mail.await(next, 1);
        assertThat(mail.of(next)).hasSize(1);
    }

    /** The state of a page is another one each time. */
    private static String withoutState(String page) {
        return page.replaceAll("value=\"[^\"]*\"", "");
    }

    private static HttpResponse<String> ask(Person person, String email, String password) {
        HttpResponse<String> page = person.open(PAGE);
        return person.follow(person.submit(
                page, Form.in(page.body(), "form").fill("email", email).fill("present", password)));
    }

    private static HttpResponse<String> signIn(Person person, String name) {
        Person device = person.atAnotherDevice();
        return device.trySignIn(device.open("/login"), name, person.password());
    }

    private static String link(String letter) {
        Matcher link = LINK.matcher(letter);
        assertThat(link.find()).as(letter).isTrue();
        return link.group(1);
    }
}
