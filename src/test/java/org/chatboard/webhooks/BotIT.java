package org.chatboard.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A bot speaks, and is nobody otherwise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BotIT {

    private final Person anna = Person.anna();
    private UUID room = new UUID(0, 0);
    private String bot = "";
    private String botId = "";

    @BeforeAll
    void annaHasABot() {
        anna.joins();
        room = Sql.room("CLOSED", anna);
        JsonObject hook = new Hooks(anna).incoming(room, "Xylophone " + anna.lastName());
        bot = hook.getString("bot");
        botId = hook.getString("botId");
    }

    @Test
    void nobodySignsInAsABotByPassword() {
        for (String name : List.of(bot, bot + "@bot.invalid")) {
            for (String password : List.of("", " ", "null", "password1234", bot)) {
                HttpResponse<String> answer =
                        anna.atAnotherDevice().trySignIn(new Visitor().open("/login"), name, password);
                assertThat(answer.headers().firstValue("Location").orElse("")).doesNotContain("/dashboard");
            }
        }
        assertThat(Sql.run("select count(*) from users where is_bot = true and password_hash is not null"))
                .containsExactly("0");
    }

    @Test
    void aBotIsInNoDirectory() {
        JsonObject found = anna.json("/api/v1/users?search=xylophone");
        assertThat(found.getJsonArray("items")).isEmpty();
        assertThat(anna.json("/api/v1/users?search=" + bot).getJsonArray("items"))
                .isEmpty();
        assertThat(Person.ben().joins().open("/dashboard").body()).doesNotContain(bot);
    }

    @Test
    void aBotIsNoColleagueThatCounts() {
        long before = anna.json("/api/v1/users").getJsonNumber("total").longValue();
        new Hooks(anna).incoming(room, "One more");
        Person.ben().joins();
        assertThat(anna.json("/api/v1/users").getJsonNumber("total").longValue())
                .isEqualTo(before + 1);
    }

    @Test
    void nobodyWritesToABot() {
        for (String name : List.of(bot, botId)) {
            HttpResponse<String> answer = anna.postJson(
                    "/api/v1/users/" + name + "/messages",
                    "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"Hi\"}");
            assertThat(answer.statusCode()).isEqualTo(404);
        }
        assertThat(anna.open("/chat/" + bot).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyTakesTheNameOfABot() {
        Person mallory = Person.carla();
        HttpResponse<String> page = mallory.open("/register");
        HttpResponse<String> answer =
                mallory.submit(page, mallory.signUpForm(page).fill("username", bot));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void inTheRoomItHasItsName() {
        try (ChatSocket socket = ChatSocket.open(anna)) {
            JsonObject hello = socket.await("hello");
            assertThat(hello.getJsonArray("rooms").getValuesAs(JsonObject.class))
                    .filteredOn(listed -> listed.getString("id").equals(room.toString()))
                    .singleElement()
                    .satisfies(listed -> assertThat(
                                    listed.getJsonArray("members").getValuesAs(JsonObject.class))
                            .anyMatch(member -> member.getString("username").equals(bot)
                                    && member.getString("name").equals("Xylophone " + anna.lastName() + " Bot")));
        }
    }
}
