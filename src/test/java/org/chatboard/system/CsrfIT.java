package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of others cannot act in the name of whoever is signed in. */
class CsrfIT {

    private static final String VIEW_STATE = "jakarta.faces.ViewState";

    private final Person anna = Person.anna();

    @Test
    void aFormWithoutItsViewStateChangesNothing() {
        HttpResponse<String> page = anna.open("/register");
        HttpResponse<String> answer = anna.submit(page, anna.signUpForm(page).without(VIEW_STATE));
        expectHarmless(answer);
        expectNoAccount();
    }

    @Test
    void aFormWithAMadeUpViewStateChangesNothing() {
        HttpResponse<String> page = anna.open("/register");
        HttpResponse<String> answer = anna.submit(page, anna.signUpForm(page).set(VIEW_STATE, "1234:5678"));
        expectHarmless(answer);
        expectNoAccount();
    }

    @Test
    void theViewStateOfSomebodyElseIsOfNoUse() {
        Person mallory = Person.ben();
        HttpResponse<String> hers = mallory.open("/register");
        HttpResponse<String> page = anna.open("/register");
        Form form = anna.signUpForm(page)
                .set(VIEW_STATE, Form.in(hers.body(), "form").value(VIEW_STATE));
        expectHarmless(anna.submit(page, form));
        expectNoAccount();
    }

    @Test
    void aForeignPageCannotSignAnybodyOut() {
        anna.joins();
        HttpResponse<String> page = anna.open("/dashboard");
        HttpResponse<String> answer = anna.send(HttpRequest.newBuilder(page.uri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString(Form.in(page.body(), "signOut").encoded())));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkOfAStrangerNeverSignsOut() {
        anna.joins();
        Form form = Form.in(anna.open("/dashboard").body(), "signOut").without(VIEW_STATE);
        anna.open("/dashboard?" + form.encoded());
        anna.open("/dashboard?" + form.set(VIEW_STATE, "1:1").encoded());
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aForeignPageCannotUseTheApi() {
        anna.joins();
        HttpResponse<String> answer =
                anna.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/setup"))
                        .header("Content-Type", "application/json")
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/v1/tokens", "POST, /api/v1/users/ben/messages", "DELETE, /api/v1/session", "PUT, /api/v1/x"
    })
    void withTheCookieAloneNothingIsChanged(String method, String path) {
        anna.joins();
        HttpResponse<String> answer = anna.sendAsForeigner(HttpRequest.newBuilder(
                        ChatServer.shared().url(path))
                .header("Content-Type", "application/json")
                .method(method, method.equals("DELETE") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("csrf_header_missing");
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 400", "none, 400"})
    void whereNoOriginIsToldTheBrowserStillSaysWhosePageAsks(String site, int status) {
        anna.joins();
        HttpResponse<String> answer =
                anna.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/tokens"))
                        .header("Content-Type", "application/json")
                        .header("Sec-Fetch-Site", site)
                        .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    /** A browser asks first whether it may send the header; nobody ever tells it that it may. */
    @Test
    void noForeignPageIsAllowedToSendTheHeader() {
        anna.joins();
        HttpResponse<String> answer =
                anna.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/tokens"))
                        .header("Origin", "https://evil.example")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "x-requested-by")
                        .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void thePageSharesNothingWithOtherOrigins() {
        anna.joins();
        HttpResponse<String> answer =
                anna.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/users/me"))
                        .header("Origin", "https://evil.example"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void whoWantsToLeaveFromAnOldPageLeaves() {
        anna.joins();
        HttpResponse<String> page = anna.open("/dashboard");
        HttpResponse<String> answer =
                anna.submit(page, Form.in(page.body(), "signOut").set(VIEW_STATE, "1:1"));
        expectHarmless(answer);
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(401);
    }

    private void expectHarmless(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
        assertThat(Texts.givesAway(answer.body())).as(answer.body()).isFalse();
    }

    private void expectNoAccount() {
        HttpResponse<String> answer = anna.trySignIn(anna.open("/login"), anna.username(), anna.password());
        assertThat(answer.body()).contains(Texts.html(Texts.english("error.login")));
    }
}
