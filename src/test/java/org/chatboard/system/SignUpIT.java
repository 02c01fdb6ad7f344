package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.settings.StolenPasswords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Getting an account. */
class SignUpIT {

    private final Person anna = Person.anna();

    @Test
    void aNewPersonSignsInWithTheNewAccount() {
        anna.signUp().signIn();
        assertThat(anna.json("/api/v1/users/me").getString("username")).isEqualTo(anna.username());
        assertThat(anna.open("/dashboard").body()).contains("Welcome, " + anna.displayName() + "!");
    }

    @Test
    void thePageAfterRegisteringSaysWhatToDoNext() {
        HttpResponse<String> page = anna.open("/register");
        HttpResponse<String> next = anna.follow(anna.submit(page, anna.signUpForm(page)));
        assertThat(next.uri().getPath()).isEqualTo("/chatboard/login");
        assertThat(next.body()).contains(Texts.html(Texts.english("login.registered")));
        assertThat(Form.in(next.body(), "form").value("username")).isEqualTo(anna.username());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username | an | username.invalid_username",
                "username | anna berger | username.invalid_username",
                "username | änna | username.invalid_username",
                "username | '' | username.required",
                "email | nowhere | email.invalid_email",
                "email | '' | email.required",
                "firstName | '  ' | firstName.required",
                "lastName | '' | lastName.required",
                "password | short | password.too_short",
                "password | password123 | password.common_password",
                "password | " + StolenPasswords.ONE + " | password.breached_password",
                "passwordRepeat | something else | passwordRepeat.mismatch"
            })
    void eachProblemIsToldAtItsField(String field, String typed, String problem) {
        HttpResponse<String> page = anna.open("/register");
        HttpResponse<String> answer = anna.submit(page, anna.signUpForm(page).fill(field, typed));
        assertThat(answer.statusCode()).isEqualTo(200);
        String atTheField =
                answer.body().split("id=\"form:" + field + "-error\"", 2)[1].split("</div>", 2)[0];
        assertThat(atTheField).contains(Texts.html(Texts.beginning("error." + problem)));
    }

    /** Who is not let have a password cannot leave a bad one; so the list that is gone is told to those who run it. */
    @Test
    void aListOfStolenPasswordsThatIsGoneStopsNobody() throws IOException {
        Person ida = Person.administrator();
        Path file = StolenPasswords.file();
        Path aside = file.resolveSibling(file.getFileName() + ".aside");
        assertThat(stolenPasswords(ida)).contains("\"good\"");
        Files.move(file, aside);
        try {
            HttpResponse<String> page = anna.open("/register");
            Form form = anna.signUpForm(page)
                    .fill("password", StolenPasswords.ONE)
                    .fill("passwordRepeat", StolenPasswords.ONE);
            assertThat(anna.submit(page, form).statusCode()).isBetween(300, 399);
            assertThat(stolenPasswords(ida)).contains("\"bad\"", "there is no such file");
        } finally {
            Files.move(aside, file);
        }
        assertThat(ChatServer.shared().log())
                .contains("New passwords are not compared with stolen ones: chatboard.password.breached-file")
                .doesNotContain(StolenPasswords.ONE);
    }

    private static String stolenPasswords(Person administrator) {
        return administrator.json("/api/v1/admin/system").getJsonArray("checks").stream()
                .map(Object::toString)
                .filter(check -> check.contains("\"breached-passwords\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allProblemsAreToldAtOnceAndWhatWasTypedIsKept() {
        HttpResponse<String> page = anna.open("/register");
        HttpResponse<String> answer = anna.submit(
                page,
                anna.signUpForm(page)
                        .fill("email", "no\"where")
                        .fill("lastName", "")
                        .fill("password", "secret!")
                        .fill("passwordRepeat", "secret!"));
        assertThat(answer.body())
                .contains(
                        Texts.html(Texts.english("error.email.invalid_email")),
                        Texts.html(Texts.english("error.lastName.required")),
                        Texts.html(Texts.beginning("error.password.too_short")))
                .doesNotContain("secret!");
        Form kept = Form.in(answer.body(), "form");
        assertThat(kept.value("username")).isEqualTo(anna.username());
        assertThat(kept.value("email")).isEqualTo("no\"where");
        assertThat(kept.value("firstName")).isEqualTo(anna.firstName());
        assertThat(kept.value("password")).isEmpty();

        HttpResponse<String> better = anna.submit(answer, anna.signUpForm(answer));
        assertThat(better.statusCode()).isBetween(300, 399);
    }

    @Test
    void theOwnNameIsNoPassword() {
        HttpResponse<String> page = anna.open("/register");
        HttpResponse<String> answer = anna.submit(
                page, anna.signUpForm(page).fill("password", anna.username()).fill("passwordRepeat", anna.username()));
        assertThat(answer.body()).contains(Texts.html(Texts.english("error.password.same_as_name")));
    }

    @Test
    void aUserNameAndAnEmailAreTakenWhateverTheCase() {
        anna.signUp();
        Person ben = Person.ben();
        HttpResponse<String> page = ben.open("/register");
        HttpResponse<String> answer = ben.submit(
                page,
                ben.signUpForm(page)
                        .fill("username", anna.username().toUpperCase(Locale.ROOT))
                        .fill("email", anna.email().toUpperCase(Locale.ROOT)));
        assertThat(answer.body())
                .contains(
                        Texts.html(Texts.english("error.username.taken")),
                        Texts.html(Texts.english("error.email.taken")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pässwörter wie diese ☂",
                "'; drop table users; --",
                "<script>alert(1)</script>",
                "  blanks around it  "
            })
    void aPasswordMayHaveAnyCharacters(String password) {
        HttpResponse<String> page = anna.open("/register");
        HttpResponse<String> made = anna.submit(
                page, anna.signUpForm(page).fill("password", password).fill("passwordRepeat", password));
        assertThat(made.statusCode()).as(made.body()).isBetween(300, 399);
        assertThat(anna.trySignIn(anna.open("/login"), anna.username(), password)
                        .statusCode())
                .isBetween(300, 399);
    }

    @Test
    void aPasswordMayHave128CharactersAndNotMore() {
        Person ben = Person.ben();
        HttpResponse<String> page = ben.open("/register");
        HttpResponse<String> tooLong = ben.submit(
                page,
                ben.signUpForm(page)
                        .fill("password", "🙂b".repeat(64) + "c")
                        .fill("passwordRepeat", "🙂b".repeat(64) + "c"));
        assertThat(tooLong.body()).contains(Texts.html(Texts.beginning("error.password.too_long")));
        String longest = "🙂b".repeat(64);
        HttpResponse<String> made = ben.submit(
                tooLong, ben.signUpForm(tooLong).fill("password", longest).fill("passwordRepeat", longest));
        assertThat(made.statusCode()).as(made.body()).isBetween(300, 399);
        assertThat(ben.trySignIn(ben.open("/login"), ben.username(), longest).statusCode())
                .isBetween(300, 399);
    }

    @Test
    void theFormSpeaksTheLanguageOfTheReader() {
        HttpResponse<String> page = new Visitor()
                .send(HttpRequest.newBuilder(ChatServer.shared().url("/register"))
                        .header("Accept-Language", "de-AT,de;q=0.9,en;q=0.1"));
        assertThat(page.body())
                .contains("lang=\"de", Texts.html(Texts.german("register.title")))
                .doesNotContain(Texts.english("register.title"));
    }
}
