package org.chatboard.messages.search;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searching over HTTP, as programs do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchResourceIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.carla();

    @BeforeAll
    void theyHaveTalked() {
        anna.joins();
        ben.joins();
        carla.joins();
        say(anna, ben, "Treffen im Café, \ud83d\udc4d gegen 12:30");
        say(ben, anna, "Gern, <b>café</b> \"Zentral\"");
        say(ben, carla, "Nicht das Café, Anna weiß nichts davon");
    }

    @Test
    void aHitIsTheMessageItsRoomAndItsMarks() {
        JsonObject hit = search(anna, "cafe from:me").getJsonArray("items").getJsonObject(0);
        JsonObject message = hit.getJsonObject("message");
        JsonObject room = hit.getJsonObject("room");
        assertThat(message.getString("text")).startsWith("Treffen im Café");
        assertThat(message.getString("sender")).isEqualTo(anna.username());
        assertThat(message).containsKeys("id", "seq", "change", "createdAt", "clientId");
        assertThat(room.getString("id")).isEqualTo(message.getString("roomId"));
        assertThat(room.getString("kind")).isEqualTo("DIRECT");
        assertThat(room.getString("name")).isEqualTo(ben.displayName());
        assertThat(room.getString("username")).isEqualTo(ben.username());
        JsonArray mark = hit.getJsonArray("marks").getJsonArray(0);
        assertThat(message.getString("text").substring(mark.getInt(0), mark.getInt(1)))
                .isEqualTo("Café");
    }

    @Test
    void marksCountInUtf16() {
        JsonObject hit = search(anna, "12:30").getJsonArray("items").getJsonObject(0);
        String text = hit.getJsonObject("message").getString("text");
        assertThat(hit.getJsonArray("marks").getJsonArray(0).getInt(0)).isEqualTo(text.indexOf("12:30"));
    }

    @Test
    void everybodyFindsTheirOwnRoomsAndNoOthers() {
        assertThat(texts(search(anna, "café"))).hasSize(2).noneMatch(text -> text.contains("weiß nichts"));
        assertThat(texts(search(carla, "café"))).containsExactly("Nicht das Café, Anna weiß nichts davon");
        assertThat(texts(search(ben, "café"))).hasSize(3);
        assertThat(texts(search(anna, "nichts"))).isEmpty();
        assertThat(texts(search(anna, "nichts from:" + ben.username()))).isEmpty();
        assertThat(texts(search(anna, "nichts in:@" + carla.username()))).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = anna.json("/api/v1/search?limit=1&q=caf%C3%A9&cursor=" + cursor);
            found.addAll(texts(page));
            cursor = page.getString("nextCursor", "");
        } while (!cursor.isEmpty());
        assertThat(found).isEqualTo(texts(search(anna, "café"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', q, missing",
        "q=, q, missing",
        "q=-word, q, missing",
        "q=on:christmas, q, wrong_date",
        "q=x&limit=0, limit, wrong_type",
        "q=x&limit=-1, limit, wrong_type",
        "q=x&limit=201, limit, limit_too_large",
        "q=x&limit=9223372036854775808, limit, wrong_type",
        "q=x&cursor=first, cursor, wrong_type",
        "q=x&cursor=00.00000000-0000-0000-0000-00000000000z, cursor, wrong_type",
        "q=x&timeZone=Moon/Crater, timeZone, wrong_type",
        "q=x&timeZone=%00, timeZone, wrong_type",
    })
    void whatIsWrongIsNamed(String parameters, String field, String code) {
        HttpResponse<String> answer = anna.get("/api/v1/search?" + parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject error = Json.object(answer.body()).getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"%00", "%EF%BF%BD", "a%00b", "from:%00", "in:%00", "%25_%5C", "%F0%9F", "'%27%29%3B--'", "%ED%A0%BD"})
    void whateverIsTypedIsAnswered(String encoded) {
        assertThat(anna.get("/api/v1/search?q=x+" + encoded).statusCode()).isEqualTo(200);
    }

    @Test
    void strangersAreAskedToSignIn() {
        assertThat(new Visitor().get("/api/v1/search?q=caf%C3%A9").statusCode()).isEqualTo(401);
    }

    private static JsonObject search(Person who, String query) {
        return who.json("/api/v1/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private static List<String> texts(JsonObject page) {
        return page.getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(hit -> hit.getJsonObject("message").getString("text"))
                .toList();
    }

    private static void say(Person from, Person to, String text) {
        HttpResponse<String> answer = from.postJson(
                "/api/v1/users/" + to.username() + "/messages",
                "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":" + Json.quoted(text) + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
