package org.chatboard.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.settings.ServerSettings;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Where the administrators want a second factor, nobody comes in without one. No database has a part in it: one run is
 * enough.
 */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequiredFactorIT {

    private static final String KEY = "chatboard.second-factor.required";

    private final Person anna = Person.anna().signUp();
    private final Person ben = Person.ben().signUp();

    /** Ida signs in before that, for the link that makes her an administrator is gone once there is another. */
    @BeforeAll
    void begin() {
        Person.administrator();
        itIsWanted();
    }

    private void itIsWanted() {
        ServerSettings.set(Map.of(KEY, "all"), () -> overRest(ben).statusCode() == 403);
    }

    @AfterAll
    void itIsNotAnyMore() {
        ServerSettings.forget(List.of(KEY), () -> overRest(ben).statusCode() == 201);
    }

    @Test
    void whoHasNoneSetsItUpBeforeTheFirstPage() {
        HttpResponse<String> page = anna.follow(anna.trySignIn(anna.open("/login"), anna.username(), anna.password()));
        assertThat(page.uri().getPath()).endsWith("/login/code");
        assertThat(page.body()).contains("Your administrators ask for a second factor.");
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(anna.open("/dashboard").uri().getPath()).endsWith("/login");
        HttpResponse<String> wrong =
                anna.submit(page, Form.in(page.body(), "form").fill("code", "123"));
        assertThat(wrong.body()).contains("not a code of this moment");
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        String code = SecondFactorIT.code(SecondFactorIT.secretIn(wrong.body()), 0);
        HttpResponse<String> right =
                anna.submit(wrong, Form.in(wrong.body(), "form").fill("code", code));
        assertThat(right.body()).contains("recovery-codes", "/chatboard/dashboard");
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aProgramIsToldWhereToSetItUp() {
        HttpResponse<String> answer = overRest(ben);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.object(answer.body()).getString("code")).isEqualTo("second_factor_missing");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void itCanBeAskedOfAdministratorsAlone() {
        Person ida = Person.anna().signUp();
        Sql.promote(ida);
        assertThat(overRest(ida).statusCode()).isEqualTo(403);
        try {
            ServerSettings.set(Map.of(KEY, "admins"), () -> overRest(ben).statusCode() == 201);
            assertThat(Json.object(overRest(ida).body()).getString("code")).isEqualTo("second_factor_missing");
        } finally {
            itIsWanted();
        }
    }

    private static HttpResponse<String> overRest(Person person) {
        return new Visitor()
                .postJson(
                        "/api/v1/session",
                        "{\"username\":" + Json.quoted(person.username()) + ",\"password\":"
                                + Json.quoted(person.password()) + "}");
    }
}
