package org.chatboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A company with more people than a page shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryIT {

    private static final int FIRST_ROWS = 50;

    private static final Pattern ROW =
            Pattern.compile("<li class=\"contact\" data-user-id=\"[^\"]*\" data-username=\"([^\"]+)\"");

    private static final Pattern CURSOR = Pattern.compile("data-cursor=\"([^\"]+)\"");

    private final Person anna = Person.anna();
    private final List<Person> colleagues = new ArrayList<>();

    @BeforeAll
    void manyPeopleHaveAccounts() {
        anna.joins();
        for (int i = 0; i < FIRST_ROWS + 10; i++) {
            colleagues.add(Person.ben().signUp());
        }
    }

    @Test
    void theDashboardShowsAPageOfPeopleAndSaysHowManyThereAre() {
        String page = anna.open("/dashboard").body();
        assertThat(rows(page)).hasSize(FIRST_ROWS).doesNotHaveDuplicates();
        int total = anna.json("/api/v1/users?limit=1").getInt("total");
        assertThat(total).isGreaterThan(FIRST_ROWS);
        assertThat(page).contains("data-total=\"" + total + "\"");
    }

    @Test
    void theRestOfTheDirectoryBeginsWhereTheDashboardEnds() {
        Person dora = Person.carla().joins();
        String page = dora.open("/dashboard").body();
        List<String> seen = new ArrayList<>(rows(page));
        String cursor = CURSOR.matcher(page)
                .results()
                .map(result -> result.group(1))
                .findFirst()
                .orElseThrow();
        while (!cursor.isEmpty()) {
            JsonObject next = dora.json("/api/v1/users?limit=20&cursor=" + cursor);
            next.getJsonArray("items")
                    .getValuesAs(JsonObject.class)
                    .forEach(person -> seen.add(person.getString("username")));
            cursor = next.getString("nextCursor", "");
        }
        assertThat(seen)
                .doesNotHaveDuplicates()
                .contains(anna.username())
                .containsAll(colleagues.stream().map(Person::username).toList())
                .doesNotContain(dora.username());
        assertThat(seen).hasSize(dora.json("/api/v1/users?limit=1").getInt("total"));
    }

    @Test
    void conversationsComeFirstAndTheOpenOneIsAlwaysShown() {
        Person last = colleagues.get(colleagues.size() - 1);
        Person carla = Person.carla().joins();
        try (ChatSocket socket = ChatSocket.greeted(carla)) {
            socket.say(last, "Hi");
        }
        assertThat(rows(carla.open("/dashboard").body()))
                .startsWith(last.username())
                .hasSize(FIRST_ROWS);
        Set<String> first = new HashSet<>(rows(carla.open("/dashboard").body()));
        Person unseen = colleagues.stream()
                .filter(person -> !first.contains(person.username()))
                .findFirst()
                .orElseThrow();
        assertThat(rows(carla.open("/chat/" + unseen.username()).body())).contains(unseen.username());
    }

    @Test
    void somebodyFarDownIsFoundByPartsOfTheName() {
        Person last = colleagues.get(colleagues.size() - 1);
        String suffix = last.username().substring(last.username().indexOf('-') + 1);
        JsonObject found = anna.json("/api/v1/users?search=OKA+" + suffix);
        assertThat(found.getJsonArray("items").getValuesAs(JsonObject.class))
                .extracting(person -> person.getString("username"))
                .contains(last.username());
        assertThat(anna.json("/api/v1/users?search=nobody+of+this+name").getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        assertThat(anna.get("/api/v1/users?cursor=nonsense").statusCode()).isEqualTo(400);
        assertThat(anna.get("/api/v1/users?cursor=nonsense").body()).contains("\"wrong_type\"", "nextCursor");
    }

    private static List<String> rows(String page) {
        String list = page.substring(page.indexOf("id=\"contact-list\""), page.indexOf("class=\"contacts-more\""));
        return ROW.matcher(list).results().map(result -> result.group(1)).toList();
    }
}
