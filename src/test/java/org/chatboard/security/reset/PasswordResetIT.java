package org.chatboard.security.reset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.testing.mail.MailBoxes;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A new password for whoever forgot theirs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordResetIT {

    private static final Pattern LINK = Pattern.compile("http\\S+/chatboard(/reset\\?token=\\S+)");

    private static final String NEW = "a quite different horse";

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
    void theLinkSetsANewPasswordAndEndsEverythingThatWasSignedIn() {
        Person anna = Person.anna().joins();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            Visitor elsewhere = new Visitor();
            assertThat(elsewhere.open("/login").body()).contains("/forgot");
            assertThat(ask(elsewhere, anna.email().toUpperCase(Locale.ROOT)).body())
                    .contains("is on its way");
            String letter = mail.await(anna, 1);
            assertThat(letter).contains(anna.displayName(), anna.username(), "30 minutes");

            HttpResponse<String> set = choose(elsewhere, link(letter), NEW, NEW);
            assertThat(set.headers().firstValue("Location").orElse("")).endsWith("/login?reset=1");
            assertThat(elsewhere.follow(set).body()).contains("Your new password is set");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        assertThat(anna.get("/dashboard").statusCode()).isEqualTo(302);
        assertThat(signIn(anna, anna.password()).statusCode()).isEqualTo(401);
        assertThat(signIn(anna, NEW).statusCode()).isEqualTo(302);
        assertThat(mail.await(anna, 2)).contains("was changed");
    }

    @Test
    void aLinkWorksOnceAndANewerPasswordEndsTheOthers() {
        Person anna = Person.anna().signUp();
        Visitor visitor = new Visitor();
        ask(visitor, anna.username());
        String first = link(mail.await(anna, 1));
        ask(visitor, anna.username());
        String second = link(mail.await(anna, 2));
        assertThat(second).isNotEqualTo(first);
        HttpResponse<String> opened = visitor.open(second);
        assertThat(choose(visitor, first, NEW, NEW).statusCode()).isEqualTo(302);
        ServerLog log = ServerLog.fromNow();
        assertThat(visitor.open(first).body()).contains("used already or is too old");
        log.await("Refused to nobody from 127.0.0.1: GET /chatboard/reset (link_used)");
        assertThat(log.text()).doesNotContain(first.substring(first.indexOf('=') + 1));
        HttpResponse<String> late = visitor.submit(
                opened,
                Form.in(opened.body(), "form").fill("password", NEW + "!").fill("passwordRepeat", NEW + "!"));
        assertThat(late.body()).contains("used already or is too old");
        log.await("Refused to nobody from 127.0.0.1: POST /chatboard/reset (link_used)");
        assertThat(signIn(anna, NEW).statusCode()).isEqualTo(302);
    }

    @Test
    void aLinkOfHalfAnHourAgoIsNone() {
        Person anna = Person.anna().signUp();
        Visitor visitor = new Visitor();
        ask(visitor, anna.username());
        String link = link(mail.await(anna, 1));
        Sql.run("update password_resets set expires_at = current_timestamp - interval '1' second"
                + " where user_id in (select id from users where username = '" + anna.username() + "')");
        ServerLog log = ServerLog.fromNow();
        assertThat(visitor.open(link).body())
                .contains("used already or is too old")
                .doesNotContain("form:password");
        log.await("Refused to nobody from 127.0.0.1: GET /chatboard/reset (link_used)");
        assertThat(signIn(anna, anna.password()).statusCode()).isEqualTo(302);
    }

    @Test
    void nobodyLearnsWhetherThereIsAnAccount() {
        Person anna = Person.anna().signUp();
        Person nobody = Person.ben();
        Visitor visitor = new Visitor();
        HttpResponse<String> unknown = ask(visitor, nobody.email());
        HttpResponse<String> known = ask(visitor, anna.email());
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(unknown.body()).isEqualTo(known.body());
        mail.await(anna, 1);
        assertThat(mail.of(nobody)).isEmpty();
    }

    @Test
    void aMailboxIsNotFilledByStrangers() {
        Person anna = Person.anna().signUp();
        Person ben = Person.ben().signUp();
        Visitor visitor = new Visitor();
        IntStream.range(0, 4).forEach(i -> ask(visitor, anna.username()));
        ask(visitor, ben.username());
        mail.await(anna, 3);
        mail.await(ben, 1);
        List<String> log = ChatServer.shared()
                .log()
                .lines()
                .filter(line -> line.contains(anna.username()) && line.contains("gets no more"))
                .toList();
        assertThat(mail.of(anna)).hasSize(3);
        assertThat(log).hasSize(1);
        assertThat(ChatServer.shared().log()).doesNotContain(link(mail.await(anna, 1)));
    }

    @Test
    void whatCannotBeUsedIsRefusedAtItsField() {
        Person anna = Person.anna().signUp();
        Visitor visitor = new Visitor();
        assertThat(ask(visitor, " ").body()).contains("Please fill in this field");
        ask(visitor, anna.username());
        String link = link(mail.await(anna, 1));
        assertThat(choose(visitor, link, "short", "short").statusCode()).isEqualTo(200);
        assertThat(choose(visitor, link, anna.username(), anna.username()).statusCode())
                .isEqualTo(200);
        assertThat(choose(visitor, link, NEW, NEW + "x").statusCode()).isEqualTo(200);
        assertThat(choose(visitor, link, NEW, NEW).statusCode()).isEqualTo(302);
        for (String made : new String[] {"", "x", "A".repeat(43), "'%20or%201=1", "A".repeat(5_000)}) {
            assertThat(visitor.open("/reset?token=" + made).body())
                    .as(made)
                    .contains("used already or is too old")
                    .doesNotContain("form:password");
        }
    }

    private static HttpResponse<String> ask(Visitor visitor, String name) {
        HttpResponse<String> page = visitor.open("/forgot");
        return visitor.follow(visitor.submit(page, Form.in(page.body(), "form").fill("name", name)));
    }

    private static HttpResponse<String> choose(Visitor visitor, String link, String password, String repeat) {
        HttpResponse<String> page = visitor.open(link);
        return visitor.submit(
                page, Form.in(page.body(), "form").fill("password", password).fill("passwordRepeat", repeat));
    }

    private static HttpResponse<String> signIn(Person person, String password) {
        Person device = person.atAnotherDevice();
        return device.trySignIn(device.open("/login"), person.username(), password);
    }

    private static String link(String letter) {
        Matcher link = LINK.matcher(letter);
        assertThat(link.find()).as(letter).isTrue();
        return link.group(1);
    }
}
