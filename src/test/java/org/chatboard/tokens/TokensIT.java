package org.chatboard.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People make tokens for their programs, see them and take them back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensIT {

    private static final String PATH = "/api/v1/tokens";

    private Person anna = Person.anna();
    private Person ben = Person.ben();

    @BeforeAll
    void theyAreHere() {
        anna = Person.anna().joins();
        ben = Person.ben().joins();
    }

    @Test
    void theSecretIsShownOnceAndWorks() {
        Person carla = Person.carla().joins();
        HttpResponse<String> answer = carla.postJson(PATH, Program.wish("Build 7 ✓", "", "write", "read", "read"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonObject made = Json.object(answer.body());
        assertThat(made.getString("secret")).matches("cb_[0-9A-Za-z]{49}");
        assertThat(made.getString("name")).isEqualTo("Build 7 ✓");
        assertThat(made.getJsonArray("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
        assertThat(Instant.parse(made.getString("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(365)), Instant.now().plus(Duration.ofDays(366)));

        HttpResponse<String> list = carla.get(PATH);
        assertThat(list.body()).doesNotContain(made.getString("secret").substring(3), "secret", "hash");
        JsonArray items = Json.object(list.body()).getJsonArray("items");
        assertThat(items).hasSize(1);
        assertThat(items.getJsonObject(0).containsKey("lastUsedAt")).isFalse();

        Program program = new Program(made.getString("id"), made.getString("secret"));
        assertThat(Json.object(program.get("/api/v1/users/me").body()).getString("username"))
                .isEqualTo(carla.username());
        JsonObject used = carla.json(PATH).getJsonArray("items").getJsonObject(0);
        assertThat(Instant.parse(used.getString("lastUsedAt")))
                .isAfter(Instant.now().minus(Duration.ofMinutes(2)));
    }

    @Test
    void aRevokedTokenIsGoneAtOnceAndOthersStay() {
        Program one = Program.of(anna, "read");
        Program other = Program.of(anna, "read");
        assertThat(one.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        assertThat(delete(anna, one.id()).statusCode()).isEqualTo(204);
        HttpResponse<String> answer = one.get("/api/v1/users/me");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(other.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        assertThat(anna.get(PATH).body()).doesNotContain(one.id()).contains(other.id());
        assertThat(delete(anna, one.id()).statusCode()).isEqualTo(404);
        String by = '"' + anna.username() + '"';
        assertThat(ChatServer.shared().log())
                .contains(by + " made the access token " + one.id(), by + " revoked the access token " + one.id())
                .doesNotContain(one.secret());
    }

    @Test
    void nobodySeesOrRevokesTheTokensOfOthers() {
        Program annas = Program.of(anna, "read");
        assertThat(ben.get(PATH).body()).doesNotContain(annas.id());
        assertThat(delete(ben, annas.id()).statusCode()).isEqualTo(404);
        assertThat(delete(ben, "x").statusCode()).isEqualTo(404);
        assertThat(delete(ben, UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
        assertThat(annas.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scopes\":[\"read\"]}                                                   | name | missing",
                "{\"name\":null,\"scopes\":[\"read\"]}                                     |      | bad_json",
                "{\"name\":7,\"scopes\":[\"read\"]}                                        | name | wrong_type",
                "{\"name\":\"  \",\"scopes\":[\"read\"]}                                   | name | missing",
                "{\"name\":\"a\\u0000b\",\"scopes\":[\"read\"]}                            | name | invalid",
                "{\"name\":\"a\\nb\",\"scopes\":[\"read\"]}                                | name | invalid",
                "{\"name\":\"LONG\",\"scopes\":[\"read\"]}                                 | name | too_long",
                "{\"name\":\"x\"}                                                          | scopes | missing",
                "{\"name\":\"x\",\"scopes\":[]}                                            | scopes | missing",
                "{\"name\":\"x\",\"scopes\":\"read\"}                                      | scopes | wrong_type",
                "{\"name\":\"x\",\"scopes\":[1]}                                           | scopes | wrong_type",
                "{\"name\":\"x\",\"scopes\":[\"read\",\"read\",\"read\",\"read\"]}         | scopes | wrong_type",
                "{\"name\":\"x\",\"scopes\":[\"Read\"]}                                    | scopes | unknown_scope",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"tomorrow\"}         | expiresAt | wrong_type",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":1}                    | expiresAt | wrong_type",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"} | expiresAt | in_the_past",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"9999-01-01T00:00:00Z\"} | expiresAt | too_late",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"secret\":\"cb_mine\"}              | secret | unknown_field"
            })
    void whatCannotBeUsedIsRefusedByName(String body, String field, String code) {
        HttpResponse<String> answer = anna.postJson(PATH, body.replace("LONG", "x".repeat(61)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonObject problem = Json.object(answer.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        if (field != null) {
            assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("field"))
                    .isEqualTo(field);
        }
    }

    @Test
    void onlyAdministratorsMakeTokensForAdministrators() {
        HttpResponse<String> answer = anna.postJson(PATH, Program.wish("root", "", "read", "admin"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.object(answer.body()).getString("code")).isEqualTo("admin_only");
    }

    @Test
    void nobodyGetsPastTheMostByBeingQuick() {
        Person carla = Person.carla().joins();
        List<Integer> statuses = IntStream.range(0, 24)
                .parallel()
                .mapToObj(n -> carla.postJson(PATH, Program.wish("n" + n, "", "read")))
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(4);
        JsonArray items = carla.json(PATH).getJsonArray("items");
        assertThat(items).hasSize(20);
        assertThat(delete(carla, items.getJsonObject(3).getString("id")).statusCode())
                .isEqualTo(204);
        assertThat(carla.postJson(PATH, Program.wish("again", "", "read")).statusCode())
                .isEqualTo(201);
        HttpResponse<String> full = carla.postJson(PATH, Program.wish("more", "", "read"));
        assertThat(Json.object(full.body()).getString("code")).isEqualTo("too_many_tokens");
    }

    @Test
    void aTokenEndsWhenItSaid() {
        Program brief = Program.shortLived(anna, Duration.ofMillis(1_500), "read");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        assertThat(brief.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        while (brief.get("/api/v1/users/me").statusCode() == 200) {
            assertThat(System.nanoTime()).as("it still works").isLessThan(deadline);
        }
        assertThat(Json.object(brief.get("/api/v1/users/me").body()).getString("code"))
                .isEqualTo("invalid_token");
        JsonObject listed = anna.json(PATH).getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(token -> token.getString("id").equals(brief.id()))
                .findFirst()
                .orElseThrow();
        assertThat(listed.getBoolean("expired")).isTrue();
        assertThat(delete(anna, brief.id()).statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> delete(Person person, String id) {
        return person.send(Program.request("DELETE", PATH + "/" + id, ""));
    }
}
