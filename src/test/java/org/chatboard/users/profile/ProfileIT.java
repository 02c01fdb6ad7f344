package org.chatboard.users.profile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import javax.imageio.ImageIO;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people show of themselves, and how others see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileIT {

    private static final String ME = "/api/v1/users/me";
    private static final String STATUS = ME + "/status";
    private static final String PICTURE = ME + "/avatar";

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();

    @BeforeAll
    void theyAreHere() {
        anna.joins();
        ben.joins();
    }

    @Test
    void whatIsEditedIsSeenByOthersAndTheRestStays() {
        Person carla = Person.carla().joins();
        assertThat(patch(carla, "{\"title\":\" Engineer \",\"department\":\"R&D\",\"timeZone\":\"Europe/Berlin\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(patch(carla, "{\"lastName\":\"Müller\",\"department\":\"\"}").statusCode())
                .isEqualTo(200);
        JsonObject seen = anna.json("/api/v1/users/" + carla.username());
        assertThat(seen.getString("title")).isEqualTo("Engineer");
        assertThat(seen.getString("department")).isEmpty();
        assertThat(seen.getString("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(seen.getString("name")).isEqualTo(carla.firstName() + " Müller");
        assertThat(seen).doesNotContainKeys("email", "locale", "status", "roles");
        assertThat(carla.json(ME).getString("email")).isEqualTo(carla.email());
        // The directory finds people by their new name.
        JsonObject found = inDirectory("muller%20" + carla.username());
        assertThat(found.getString("title")).isEqualTo("Engineer");
        assertThat(found.getString("department")).isEmpty();
        assertThat(found).doesNotContainKeys("avatar", "email", "timeZone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"firstName\":\"\"}|firstName|required",
                "{\"lastName\":\" \\t \"}|lastName|required",
                "{\"title\":\"a\\u0000b\"}|title|invalid_characters",
                "{\"department\":\"a\\u202eb\"}|department|invalid_characters",
                "{\"timeZone\":\"Mars/Olympus\"}|timeZone|unknown_time_zone",
                "{\"timeZone\":\"../etc\"}|timeZone|unknown_time_zone",
                "{\"locale\":\"not a language\"}|locale|unknown_locale",
                "{\"title\":7}|title|wrong_type",
                "{\"email\":\"x@example.org\"}|email|unknown_field",
                "{\"isStaff\":true}|isStaff|unknown_field",
                "{\"id\":\"x\"}|id|unknown_field"
            })
    void aBadFieldIsNamedAndChangesNothing(String body, String field, String code) {
        String before = anna.get(ME).body();
        HttpResponse<String> answer = patch(anna, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject problem = Json.object(answer.body());
        JsonObject error = problem.getJsonArray("errors") == null
                        || problem.getJsonArray("errors").isEmpty()
                ? JsonValue.EMPTY_JSON_OBJECT
                : problem.getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field", "")).as(answer.body()).isEqualTo(field);
        assertThat(error.getString("code", "")).isEqualTo(code);
        assertThat(anna.get(ME).body()).isEqualTo(before);
    }

    @Test
    void tooLongIsTooLong() {
        assertThat(patch(anna, "{\"title\":\"" + "x".repeat(121) + "\"}").body())
                .contains("too_long");
        assertThat(patch(anna, "{\"firstName\":\"" + "x".repeat(61) + "\"}").body())
                .contains("too_long");
        assertThat(choose(anna, "busy", "x".repeat(121)).body()).contains("too_long");
    }

    @Test
    void aChosenStatusIsToldAtOnceAndGreetsLater() {
        Person carla = Person.carla().joins();
        try (ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            carlas.say(ben, "hello");
            bens.heard("hello");
            choose(carla, "busy", "In a meeting");
            JsonObject frame = bens.await("presence.changed", "state", "busy");
            assertThat(frame.getString("userId")).isEqualTo(carla.id().toString());
            assertThat(frame.getString("text")).isEqualTo("In a meeting");
            assertThat(anna.json("/api/v1/users/" + carla.username()).getString("presence"))
                    .isEqualTo("busy");
            try (ChatSocket again = ChatSocket.open(ben)) {
                assertThat(again.await("hello").getJsonArray("presence").toString())
                        .contains("\"state\":\"busy\",\"text\":\"In a meeting\"");
            }
            choose(carla, "away", "");
            assertThat(bens.await("presence.changed", "state", "away")).doesNotContainKey("text");
            choose(carla, "online", "");
            bens.await("presence.changed", "state", "online");
        }
    }

    @Test
    void anotherNameTitleOrPictureIsToldAtOnceToThoseWhoSeeThePerson() throws IOException {
        Person carla = Person.carla().joins();
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            carlas.say(ben, "hello");
            bens.heard("hello");
            patch(carla, "{\"lastName\":\"Verdi\",\"title\":\"Baker\"}");
            JsonObject renamed = told(bens);
            assertThat(renamed.getString("id")).isEqualTo(carla.id().toString());
            assertThat(renamed.getString("username")).isEqualTo(carla.username());
            assertThat(renamed.getString("name")).isEqualTo(carla.firstName() + " Verdi");
            assertThat(renamed.getString("title")).isEqualTo("Baker");
            assertThat(renamed.getString("department")).isEmpty();
            assertThat(renamed).doesNotContainKey("avatar");
            assertThat(told(carlas)).isEqualTo(renamed);
            // Anna shares no room with Carla: she hears of her once her page shows her.
            assertThat(annas.settle().toString()).doesNotContain("user.changed");
            annas.send("{\"type\":\"presence.watch\",\"userIds\":[\"" + carla.id() + "\"]}");
            annas.settle();
            String address =
                    Json.object(picture(carla, "image/png", png(20, 20)).body()).getString("avatar");
            for (ChatSocket socket : List.of(annas, bens, carlas)) {
                assertThat(told(socket).getString("avatar")).isEqualTo(address);
            }
            carla.sendJson("DELETE", PICTURE, "");
            assertThat(told(annas)).doesNotContainKey("avatar");
            patch(carla, "{\"title\":\"\"}");
            assertThat(told(annas).getString("title")).isEmpty();
        }
    }

    private static JsonObject told(ChatSocket socket) {
        return socket.await("user.changed").getJsonObject("user");
    }

    @Test
    void whoeverIsInvisibleLooksOfflineWhateverTheyDo() {
        Person carla = Person.carla().joins();
        try (ChatSocket bens = ChatSocket.greeted(ben)) {
            try (ChatSocket carlas = ChatSocket.greeted(carla)) {
                carlas.say(ben, "before");
                bens.heard("before");
                choose(carla, "invisible", "nobody reads this");
                JsonObject gone = bens.await(
                        "carla going",
                        frame -> frame.getString("type").equals("presence.changed")
                                && frame.getString("userId").equals(carla.id().toString())
                                && frame.getString("state").equals("offline"));
                assertThat(gone).doesNotContainKeys("text", "lastSeenAt");
            }
            bens.drain();
            try (ChatSocket back = ChatSocket.greeted(carla)) {
                assertThat(back.isUsable()).isTrue();
                assertThat(bens.settle().stream().map(JsonObject::toString))
                        .noneMatch(frame -> frame.contains("presence.changed")
                                && frame.contains(carla.id().toString()));
                JsonObject seen = ben.json("/api/v1/users/" + carla.username());
                assertThat(seen.getString("presence")).isEqualTo("offline");
                assertThat(seen).doesNotContainKeys("statusText", "lastSeenAt");
                assertThat(carla.json(STATUS).getString("status")).isEqualTo("invisible");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"offline", "ONLINEE", "''", "true"})
    void whatIsNoStatusIsRefused(String status) {
        HttpResponse<String> answer = choose(anna, status, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"status\"");
    }

    @Test
    void aPictureIsStoredSeenAndTakenAway() throws IOException {
        Person carla = Person.carla().joins();
        String path = "/api/v1/users/" + carla.username() + "/avatar";
        assertThat(ben.get(path).statusCode()).isEqualTo(404);
        HttpResponse<String> put = picture(carla, "image/png", png(300, 200));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        String address = Json.object(put.body()).getString("avatar");
        assertThat(ben.json("/api/v1/users/" + carla.username()).getString("avatar"))
                .isEqualTo(address);
        assertThat(inDirectory(carla.username()).getString("avatar")).isEqualTo(address);
        JsonObject room = Json.object(ben.sendJson("PUT", "/api/v1/users/" + carla.username() + "/room", "")
                .body());
        assertThat(room.getJsonArray("members").toString()).contains("\"avatar\":\"" + address + "\"");
        HttpResponse<String> got = ben.get("/api/v1/" + address);
        assertThat(got.headers().firstValue("Content-Type").orElse("")).startsWith("image/png");
        assertThat(got.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String tag = got.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> known =
                ben.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/" + address))
                        .header("If-None-Match", tag)
                        .GET());
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(carla.open("/profile").body()).contains("/chatboard/api/v1/" + address);
        assertThat(carla.sendJson("DELETE", PICTURE, "").statusCode()).isEqualTo(204);
        assertThat(ben.get(path).statusCode()).isEqualTo(404);
        assertThat(ben.json("/api/v1/users/" + carla.username())).doesNotContainKey("avatar");
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        assertThat(picture(anna, "image/png", "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .body())
                .contains("not_an_image");
        assertThat(picture(anna, "image/svg+xml", png(10, 10)).statusCode()).isEqualTo(415);
        assertThat(picture(anna, "image/png", new byte[1_048_577]).statusCode()).isEqualTo(413);
    }

    @Test
    void nobodyIsNotFound() {
        assertThat(anna.get("/api/v1/users/nobody-at-all").statusCode()).isEqualTo(404);
        assertThat(anna.get("/api/v1/users/%00").statusCode()).isIn(400, 404);
    }

    private JsonObject inDirectory(String search) {
        var items = anna.json("/api/v1/users?search=" + search).getJsonArray("items");
        assertThat(items).hasSize(1);
        return items.getJsonObject(0);
    }

    private static HttpResponse<String> patch(Person who, String body) {
        return who.sendJson("PATCH", ME, body);
    }

    private static HttpResponse<String> choose(Person who, String status, String text) {
        return who.sendJson(
                "PUT", STATUS, "{\"status\":" + Json.quoted(status) + ",\"text\":" + Json.quoted(text) + "}");
    }

    private static HttpResponse<String> picture(Person who, String type, byte[] file) {
        return who.send(HttpRequest.newBuilder(ChatServer.shared().url(PICTURE))
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file);
        return file.toByteArray();
    }
}
