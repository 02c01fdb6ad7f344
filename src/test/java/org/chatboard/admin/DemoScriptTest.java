package org.chatboard.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoScriptTest {

    private static final Path FOLDER = Path.of("src/main/resources/demo");

    /** A Monday. */
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 3, 9, 11, 0, 0, 0, ZoneId.of("Europe/Berlin"));

    @Test
    void timesAreWorkingDaysBeforeNow() {
        var conversation = DemoScript.conversations(
                        Stream.of(
                                "# a comment",
                                "= anna.b ben.o 1",
                                "@ 2 09:15",
                                "anna: One",
                                "",
                                "ben: Two\\nlines: here",
                                "@ -30",
                                "anna: Three"),
                        NOW)
                .get(0);

        assertThat(conversation.unread()).isEqualTo(1);
        assertThat(conversation.lines())
                .containsExactly(
                        new DemoScript.Line("anna.b", "One", Instant.parse("2026-03-05T08:15:00Z")),
                        new DemoScript.Line("ben.o", "Two\nlines: here", Instant.parse("2026-03-05T08:19:00Z")),
                        new DemoScript.Line("anna.b", "Three", Instant.parse("2026-03-09T09:30:00Z")));
    }

    @Test
    void strangersDoNotTalk() {
        assertThatThrownBy(() -> DemoScript.conversations(Stream.of("= anna.b ben.o", "carla: Hi"), NOW)
                        .size())
                .hasMessageContaining("carla");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-09T03:00, 2026-03-06T16:00:00Z",
        "2026-03-08T12:00, 2026-03-06T16:00:00Z",
        "2026-03-10T23:00, 2026-03-10T16:00:00Z",
        "2026-03-10T10:00, 2026-03-10T08:30:00Z",
    })
    void nobodyTalksAtNightOrAtTheWeekend(LocalDateTime now, Instant said) {
        var conversations = DemoScript.conversations(
                Stream.of("= anna.b ben.o", "@ -30", "anna: Hi"), now.atZone(ZoneId.of("Europe/Berlin")));

        assertThat(conversations.get(0).lines().get(0).at()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-09T11:00", "2026-03-09T03:00", "2026-03-08T12:00", "2026-03-10T23:59"})
    void theTeamTalksForWeeksInOrderAndLeavesSomethingToRead(LocalDateTime time) throws IOException {
        ZonedDateTime now = time.atZone(ZoneId.of("Europe/Berlin"));
        List<DemoScript.Member> team;
        List<DemoScript.Conversation> conversations;
        try (Stream<String> people = Files.lines(FOLDER.resolve("people.txt"));
                Stream<String> talk = Files.lines(FOLDER.resolve("conversations.txt"))) {
            team = DemoScript.members(people);
            conversations = DemoScript.conversations(talk, now);
        }
        Set<String> names = team.stream().map(DemoScript.Member::username).collect(Collectors.toSet());

        assertThat(names).hasSize(12);
        assertThat(conversations).hasSizeGreaterThanOrEqualTo(25);
        assertThat(conversations.stream()
                        .mapToInt(conversation -> conversation.lines().size())
                        .sum())
                .isGreaterThanOrEqualTo(250);
        assertThat(conversations.stream()
                        .map(conversation -> Set.of(conversation.one(), conversation.other()))
                        .distinct())
                .hasSameSizeAs(conversations);
        assertThat(conversations).anyMatch(conversation -> conversation.unread() > 0);
        for (DemoScript.Conversation conversation : conversations) {
            assertThat(names).contains(conversation.one(), conversation.other());
            assertThat(conversation.lines()).extracting(DemoScript.Line::at).isSorted();
            assertThat(conversation.lines())
                    .allMatch(line -> line.at().isBefore(now.toInstant()))
                    .allMatch(line -> line.at().isAfter(now.toInstant().minus(Duration.ofDays(35))));
            assertThat(conversation.lines().stream()
                            .skip((long) conversation.lines().size() - conversation.unread())
                            .map(DemoScript.Line::sender)
                            .distinct())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
