package org.chatboard.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;

/** A program that signed in as a person sees and ends sign-ins as the page does. */
class SignInsIT {

    private static final String PATH = "/api/v1/users/me/sessions";

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
    void oneEndsOnceAndNobodyEndsThatOfSomebodyElse() {
        Person phone = anna.atAnotherDevice().signIn();
        Person ben = Person.ben().joins();
        String id = list(phone).get(0).getString("id");
        for (String path : List.of(PATH + "/" + UUID.randomUUID(), PATH + "/x", PATH + "/" + id)) {
            assertThat(ben.sendJson("DELETE", path, "").statusCode()).isEqualTo(404);
        }
        assertThat(phone.get(ME).statusCode()).isEqualTo(200);
        assertThat(anna.sendJson("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(204);
        assertThat(phone.get(ME).statusCode()).isEqualTo(401);
        assertThat(anna.sendJson("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(404);
        assertThat(anna.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    void allOthersEndAtOnce() {
        Person phone = anna.atAnotherDevice().signIn();
        assertThat(anna.sendJson("DELETE", PATH, "").statusCode()).isEqualTo(204);
        assertThat(phone.get(ME).statusCode()).isEqualTo(401);
        assertThat(list(anna)).hasSize(1);
        assertThat(ChatServer.shared().log()).contains(anna.username() + " ended 1 sign-in(s)");
    }

    private static List<JsonObject> list(Person person) {
        return Json.object(person.get(PATH).body()).getJsonArray("items").getValuesAs(JsonObject.class);
    }
}
