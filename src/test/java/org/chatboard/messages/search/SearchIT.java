package org.chatboard.messages.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.chatboard.messages.search.SearchCases.Place;
import org.chatboard.messages.search.SearchCases.Said;
import org.chatboard.messages.search.SearchService.Effort;
import org.chatboard.platform.Invalid;
import org.chatboard.rooms.RoomService;
import org.chatboard.testing.InContainer;
import org.chatboard.users.UserService;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hard queries, inside the server with its database: looked through, and by the index where there is one. */
@ArquillianTest
class SearchIT {

    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final Effort LOOK_THROUGH = new Effort(Long.MAX_VALUE, 0);
    private static final Effort NEWEST_FIRST = new Effort(0, 5_000);
    private static final Effort BY_INDEX = new Effort(0, 0);

    @Inject
    SearchService search;

    @Inject
    GramRepository grams;

    @Inject
    GramWriter writer;

    @Inject
    UserService users;

    @Inject
    RoomService rooms;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    private @Nullable SearchStage stage;

    @Deployment
    static WebArchive chatboard() {
        return InContainer.chatboard()
                .addClasses(SearchStage.class, SearchCases.class, Place.class, Said.class, SearchCases.Case.class);
    }

    @BeforeEach
    void theyHaveTalked() throws SQLException {
        stage = new SearchStage(database, users, rooms);
        stage().talk();
        follow();
        stage().changeTheirMinds();
    }

    @Test
    void everythingIsFoundAndNothingElse() throws SQLException {
        List<String> wrong = new ArrayList<>();
        check(wrong, "looked through", LOOK_THROUGH);
        check(wrong, "by index, which is behind", BY_INDEX);
        follow();
        check(wrong, "newest first", NEWEST_FIRST);
        check(wrong, "by index", BY_INDEX);
        assertThat(wrong).isEmpty();
        assertThat(SearchCases.all()).hasSizeGreaterThan(100);
        try (Connection connection = database.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName())
                    .isEqualTo(grams.isUsable() ? "PostgreSQL" : "H2");
        }
    }

    @Test
    void pagesAreNewestFirstAndComplete() throws SQLException {
        follow();
        for (Effort effort : List.of(LOOK_THROUGH, NEWEST_FIRST, BY_INDEX)) {
            for (String query : List.of("e", "is:unread", "before:2027", "in:@ben" + stage().suffix, "ne -plan")) {
                List<UUID> whole = found(query, "", 200, effort);
                List<UUID> inPages = new ArrayList<>();
                String cursor = "";
                do {
                    SearchPage page = search.search(stage().caller("anna"), query, UTC, cursor, 2, effort);
                    page.items().forEach(hit -> inPages.add(hit.message().id()));
                    assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
                    cursor = page.nextCursor() == null ? "" : page.nextCursor();
                } while (!cursor.isEmpty());
                assertThat(inPages).as(query).isEqualTo(whole).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void whatIsSaidOftenIsFoundPageByPageInALongRoom() throws SQLException {
        for (int i = 0; i < 700; i++) {
            // Many at the same instant, so that the id has to decide.
            stage().say("often" + i, Place.BEN, "ben", "Often said " + i + (i % 100 == 0 ? " rarely" : ""), i / 50);
        }
        follow();
        List<UUID> whole = found("often", "", 200, LOOK_THROUGH);
        assertThat(whole).hasSize(200);
        assertThat(found("often", "", 200, BY_INDEX)).isEqualTo(whole);
        assertThat(found("often", "", 200, NEWEST_FIRST)).isEqualTo(whole);
        assertThat(found("rarely", "", 200, BY_INDEX)).hasSize(7).isEqualTo(found("rarely", "", 200, LOOK_THROUGH));
        assertThat(found("rarely in:@ben" + stage().suffix, "", 3, BY_INDEX)).hasSize(3);
    }

    @Test
    void whatIsMarkedIsWhatWasLookedFor() {
        SearchHit hit = search.search(stage().caller("anna"), "strasse cafe", UTC, "", 50)
                .items()
                .get(0);
        assertThat(hit.marks().stream().map(mark -> hit.message().text().substring(mark.from(), mark.to())))
                .containsExactly("Café", "Straße");
        assertThat(hit.room().name()).isEqualTo("ben of ben" + stage().suffix);
        assertThat(hit.room().username()).isEqualTo("ben" + stage().suffix);
    }

    @Test
    void daysAreThoseOfWhoAsks() {
        assertThat(found("neues on:2026-01-01", "", 50, LOOK_THROUGH)).containsExactly(stage().id("january"));
        assertThat(search.search(stage().caller("anna"), "neues on:2026-01-01", ZoneId.of("Europe/Berlin"), "", 50)
                        .items())
                .extracting(hit -> hit.message().id())
                .containsExactly(stage().id("january"), stage().id("newyear"));
    }

    @Test
    void whatCannotBeAnsweredIsRefused() {
        for (String wrong : List.of(
                "",
                "  ",
                "\"\"",
                "-word",
                "on:tomorrow",
                "before:",
                "after:2026-13",
                "on:2026-02-30",
                "a".repeat(501),
                "a ".repeat(21))) {
            assertThatThrownBy(() -> search.search(stage().caller("anna"), wrong, UTC, "", 50))
                    .as(wrong)
                    .isInstanceOf(Invalid.class)
                    .matches(
                            thrown -> ((Invalid) thrown).errors().get(0).field().equals("q"));
        }
        assertThatThrownBy(() -> search.search(stage().caller("anna"), "word", UTC, "page 2", 50))
                .isInstanceOf(Invalid.class);
    }

    private void check(List<String> wrong, String how, Effort effort) {
        for (SearchCases.Case one : SearchCases.all()) {
            List<String> expected = SearchCases.said().stream()
                    .filter(said -> one.expected().contains(said.key()))
                    .sorted((a, b) -> at(b).compareTo(at(a)))
                    .map(Said::key)
                    .toList();
            assertThat(expected).hasSameSizeAs(one.expected());
            List<String> keys = found(one.query(), "", 50, effort).stream()
                    .map(id -> stage().key(id))
                    .toList();
            if (!keys.equals(expected)) {
                wrong.add(how + ": " + one.query() + " gives " + keys + ", not " + expected);
            }
        }
    }

    private SearchStage stage() {
        return Objects.requireNonNull(stage);
    }

    private static Instant at(Said said) {
        return SearchCases.at(SearchCases.said().indexOf(said));
    }

    private List<UUID> found(String query, String cursor, int limit, Effort effort) {
        String text = query.replace("{ben}", "ben" + stage().suffix)
                .replace("{BEN}", ("ben" + stage().suffix).toUpperCase(Locale.ROOT))
                .replace("{carla}", "carla" + stage().suffix);
        return search.search(stage().caller("anna"), text, UTC, cursor, limit, effort).items().stream()
                .map(hit -> hit.message().id())
                .toList();
    }

    /** Lets the index see everything; another ChatBoard on the same database may be doing it just now. */
    private void follow() throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (grams.isUsable() && isBehind()) {
            assertThat(System.nanoTime()).as("the index follows").isLessThan(end);
            if (!writer.follow()) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private boolean isBehind() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from rooms r"
                        + " left join search_progress p on p.room_id = r.id"
                        + " where r.id = any(?) and r.last_change > coalesce(p.indexed_change, 0)")) {
            select.setArray(1, connection.createArrayOf("uuid", stage().placeIds()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1) > 0;
            }
        }
    }
}
