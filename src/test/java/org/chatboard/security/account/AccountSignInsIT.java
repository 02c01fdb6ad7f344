package org.chatboard.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.Test;

/** Administrators sign people out, and nobody else does. */
class AccountSignInsIT {

    private static final String PAGE = "/admin/sign-ins";

    private static final String ME = "/api/v1/users/me";

    private final Person anna = Person.anna().joins();
    private final Person ida = Person.administrator();
    private final String path = "/api/v1/admin/users/" + anna.username() + "/sessions";

    @Test
    void whoeverLostADeviceIsSignedOutEverywhereAtOnce() {
        Person phone = anna.atAnotherDevice().signIn();
        ChatSocket socket = ChatSocket.greeted(phone);
        List<JsonObject> all = ida.json(path).getJsonArray("items").getValuesAs(JsonObject.class);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).getString("address")).isEqualTo("127.0.0.1");
        assertThat(ida.sendJson("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(socket.closeCode()).isEqualTo(4401);
        assertThat(phone.get(ME).statusCode()).isEqualTo(401);
        assertThat(anna.get(ME).statusCode()).isEqualTo(401);
        assertThat(ida.json(path).getJsonArray("items")).isEmpty();
        assertThat(ChatServer.shared().log())
                .contains("\"" + ida.username() + "\" signs out \"" + anna.username() + "\" everywhere");
        assertThat(anna.signIn().get(ME).statusCode())
                .as("the password still counts")
                .isEqualTo(200);
    }

    @Test
    void thePageDoesTheSame() {
        HttpResponse<String> shown = press("find", " " + anna.username().toUpperCase(Locale.ROOT));
        assertThat(shown.body()).contains("127.0.0.1");
        assertThat(anna.get(ME).statusCode()).isEqualTo(200);
        assertThat(press("end", "nobody.at.all").body()).contains("There is no active account of this name.");
        assertThat(press("end", anna.username()).body()).contains("Signed out everywhere.");
        assertThat(anna.get(ME).statusCode()).isEqualTo(401);
        assertThat(press("find", anna.username()).body()).contains("This person is signed in nowhere.");
    }

    /** Presses one of the buttons: {@code find}, or {@code end} or {@code factor} of what it shows. */
    private HttpResponse<String> press(String button, String username) {
        HttpResponse<String> page = ida.open(PAGE);
        Form find = Form.in(page.body(), "form").fill("username", username);
        if (button.equals("find")) {
            return ida.submit(page, find);
        }
        HttpResponse<String> found = ida.submit(page, find);
        return ida.submit(
                found,
                Form.in(found.body(), "form")
                        .without("form:find")
                        .without("end")
                        .without("factor")
                        .set(button, "true"));
    }

    @Test
    void whoeverLostTheSecondFactorGetsInAgain() {
        String factor = "/api/v1/admin/users/" + anna.username() + "/second-factor";
        assertThat(ida.sendJson("DELETE", factor, "").statusCode()).isEqualTo(404);
        for (boolean onThePage : new boolean[] {false, true}) {
            turnOnTheFactor();
            assertThat(new Visitor().postJson("/api/v1/session", credentials()).statusCode())
                    .isEqualTo(401);
            if (onThePage) {
                assertThat(press("factor", anna.username()).body())
                        .contains("The second factor is off, and they are signed out");
            } else {
                assertThat(ida.sendJson("DELETE", factor, "").statusCode()).isEqualTo(204);
            }
            assertThat(anna.get(ME).statusCode()).isEqualTo(401);
            assertThat(new Visitor().postJson("/api/v1/session", credentials()).statusCode())
                    .isEqualTo(201);
            anna.signIn();
        }
        assertThat(press("find", anna.username()).body()).doesNotContain("Turn it off now");
        assertThat(ChatServer.shared().log())
                .contains("\"" + ida.username() + "\" turns off the second factor of \"" + anna.username() + "\"");
    }

    private void turnOnTheFactor() {
        HttpResponse<String> page = anna.open(SecondFactorIT.PAGE);
        String secret = SecondFactorIT.secretIn(page.body());
        Form form = Form.in(page.body(), "form")
                .fill("present", anna.password())
                .fill("code", SecondFactorIT.code(secret, 0));
        assertThat(anna.submit(page, form).body()).contains("The second factor is on.");
    }

    private String credentials() {
        return "{\"username\":" + Json.quoted(anna.username()) + ",\"password\":" + Json.quoted(anna.password()) + "}";
    }

    @Test
    void nobodyElseDoesSo() {
        Person ben = Person.ben().joins();
        assertThat(ben.get(path).statusCode()).isEqualTo(403);
        assertThat(ben.sendJson("DELETE", path, "").statusCode()).isEqualTo(403);
        assertThat(ben.sendJson("DELETE", path.replace("sessions", "second-factor"), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ben.get(PAGE).statusCode()).isEqualTo(403);
        String refused = "Refused to \"" + ben.username() + "\" from 127.0.0.1: ";
        assertThat(ChatServer.shared().log())
                .containsOnlyOnce(refused + "GET /chatboard" + path)
                .containsOnlyOnce(refused + "DELETE /chatboard" + path)
                .containsOnlyOnce(refused + "GET /chatboard" + PAGE);
        assertThat(anna.get(ME).statusCode()).isEqualTo(200);
        assertThat(ida.get(path.replace(anna.username(), "nobody.at.all")).statusCode())
                .isEqualTo(404);
    }
}
