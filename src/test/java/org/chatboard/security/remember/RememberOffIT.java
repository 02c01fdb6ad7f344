package org.chatboard.security.remember;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.settings.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Where the administrators do not want it, no browser comes back by itself. No database takes part in that. */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RememberOffIT {

    private static final String KEY = "chatboard.session.remember";

    private static final String BOX = "form:remember";

    private final Person anna = Person.anna().signUp();
    private final Person ben = Person.ben().signUp();

    private String secret = "";

    @BeforeAll
    void itIsNotWantedAnyMore() {
        send(ben);
        secret = ben.cookie("CHATBOARD_REMEMBER").orElseThrow();
        ServerSettings.set(Map.of(KEY, "PT0S"), () -> !isOffered());
    }

    @AfterAll
    void itIsWantedAgain() {
        ServerSettings.forget(List.of(KEY), RememberOffIT::isOffered);
    }

    @Test
    void thereIsNoBoxAndWhatIsSentAnyhowIsIgnored() {
        send(anna);
        assertThat(anna.cookie("CHATBOARD_REMEMBER")).isEmpty();
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whoWasRememberedIsAskedAgain() {
        Visitor reopened = new Visitor();
        reopened.addCookie("CHATBOARD_REMEMBER", secret);
        assertThat(reopened.open("/dashboard").uri().getPath()).endsWith("/login");
    }

    private static void send(Person person) {
        HttpResponse<String> page = person.open("/login");
        person.submit(
                page,
                Form.in(page.body(), "form")
                        .fill("username", person.username())
                        .fill("password", person.password())
                        .set(BOX, "on"));
    }

    private static boolean isOffered() {
        return new Visitor().open("/login").body().contains(BOX);
    }
}
