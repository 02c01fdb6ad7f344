package org.chatboard.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;

/** A program that signed in as a person sees and ends sign-ins as the page does. */
class SignInsIT {

    private static final String PATH = "/api/v1/users/me/sessions";

    private static final String ENDINGS = PATH + "/endings";

    private static final String ME = "/api/v1/users/me";

    private final Person anna = Person.anna().joins();

    @Test
    void thisSignInIsTheFirstAndTheOthersFollow() {
        Person phone = anna.atAnotherDevice().signIn();
        List<JsonObject> all = list(phone);
        assertThat(all).extracting(login -> login.getBoolean("current")).containsExactly(true, false);
        assertThat(all.get(1).getString("address")).isEqualTo("127.0.0.1");
        assertThat(all.get(1).getString("userAgent")).startsWith("Java-http-client");
        assertThat(list(anna).get(0).getString("id")).isEqualTo(all.get(1).getString("id"));
    }

    @Test
    void whereItIsIsWhatTheProxySays() {
        Person phone = anna.atAnotherDevice();
        HttpRequest.Builder request = HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/session"))
                .header("Content-Type", "application/json")
                .header("X-Requested-By", "tests")
                .header("X-Forwarded-For", "203.0.113.1, [2001:db8::17]:4711")
                .POST(HttpRequest.BodyPublishers.ofString("{\"username\":" + Json.quoted(anna.username())
                        + ",\"password\":" + Json.quoted(anna.password()) + "}"));
        assertThat(phone.send(request).statusCode()).isEqualTo(201);
        assertThat(list(phone).get(0).getString("address")).isEqualTo("2001:db8:0:0:0:0:0:17");
        assertThat(anna.get("/profile/security").body()).contains("2001:db8:0:0:0:0:0:17");
        assertThat(ChatServer.shared().log()).containsPattern(anna.username() + ".*2001:db8:0:0:0:0:0:17");
    }

    @Test
    void oneEndsOnceAndNobodyEndsThatOfSomebodyElse() {
        Person phone = anna.atAnotherDevice().signIn();
        Person ben = Person.ben().joins();
        String id = list(phone).get(0).getString("id");
        for (String wanted : List.of(UUID.randomUUID().toString(), id)) {
            assertThat(end(ben, ben.password(), wanted).statusCode()).isEqualTo(404);
        }
        assertThat(end(ben, ben.password(), "x").statusCode()).isEqualTo(400);
        assertThat(phone.get(ME).statusCode()).isEqualTo(200);
        assertThat(end(anna, anna.password(), id).statusCode()).isEqualTo(204);
        assertThat(phone.get(ME).statusCode()).isEqualTo(401);
        assertThat(end(anna, anna.password(), id).statusCode()).isEqualTo(404);
        assertThat(anna.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    void allOthersEndAtOnce() {
        Person phone = anna.atAnotherDevice().signIn();
        assertThat(anna.postJson(ENDINGS, password(anna.password())).statusCode())
                .isEqualTo(204);
        assertThat(phone.get(ME).statusCode()).isEqualTo(401);
        assertThat(list(anna)).hasSize(1);
        assertThat(ChatServer.shared().log()).contains(anna.username() + " ended 1 sign-in(s)");
    }

    @Test
    void whoDoesNotKnowThePasswordEndsNothingButTheOwnSignIn() {
        Person phone = anna.atAnotherDevice().signIn();
        String phones = list(phone).get(0).getString("id");
        for (String body : List.of("{}", password("not it"), "{\"id\":\"" + phones + "\"}")) {
            HttpResponse<String> refused = anna.postJson(ENDINGS, body);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
            assertThat(Json.object(refused.body()).getString("code")).isEqualTo("wrong_password");
        }
        assertThat(phone.get(ME).statusCode()).isEqualTo(200);
        assertThat(phone.postJson(ENDINGS, "{\"id\":\"" + phones + "\"}").statusCode())
                .isEqualTo(204);
        assertThat(phone.get(ME).statusCode()).isEqualTo(401);
        for (int i = 0; i < 4; i++) {
            assertThat(end(anna, "guess " + i, phones).statusCode()).isEqualTo(403);
        }
        assertThat(end(anna, anna.password(), phones).statusCode()).isEqualTo(429);
    }

    private static HttpResponse<String> end(Person person, String password, String id) {
        return person.postJson(ENDINGS, password(password).replace("}", ",\"id\":\"" + id + "\"}"));
    }

    private static String password(String password) {
        return "{\"password\":" + Json.quoted(password) + "}";
    }

    private static List<JsonObject> list(Person person) {
        return Json.object(person.get(PATH).body()).getJsonArray("items").getValuesAs(JsonObject.class);
    }
}
