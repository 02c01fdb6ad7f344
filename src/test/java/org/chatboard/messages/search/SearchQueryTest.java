package org.chatboard.messages.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, and where it is in a text. */
class SearchQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-24T14:30:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void wordsPhrasesAndOperatorsAreToldApart() {
        SearchQuery query = read("Release \"Plan B\" from:anna -from:ben in:\"The Room\" -draft -\"not me\" is:unread");
        assertThat(query.terms())
                .containsExactly(
                        new Term("release", false, false),
                        new Term("plan b", true, false),
                        new Term("draft", false, true),
                        new Term("not me", true, true));
        assertThat(query.from()).containsExactly("anna");
        assertThat(query.notFrom()).containsExactly("ben");
        assertThat(query.in()).containsExactly("The Room");
        assertThat(query.isUnread()).isTrue();
        assertThat(query.wanted()).containsExactly("release", "plan b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "has:link",
                "https://from:me",
                "is:read",
                "-is:unread",
                "from:",
                "-before:2026",
                "12:30",
                "--force",
                "-",
                "–"
            })
    void whatIsNoOperatorIsAWord(String typed) {
        SearchQuery query = read(typed);
        assertThat(query.wanted()).containsExactly(FoldedText.fold(typed));
        assertThat(query.from()).isEmpty();
        assertThat(query.until()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "before:2026-11-24, , 2026-11-23T23:00:00Z",
        "after:2026-11-24, 2026-11-24T23:00:00Z,",
        "on:2026-11-24, 2026-11-23T23:00:00Z, 2026-11-24T23:00:00Z",
        "on:2026-11-24Z, 2026-11-24T00:00:00Z, 2026-11-25T00:00:00Z",
        "on:2026-11-24-05:00, 2026-11-24T05:00:00Z, 2026-11-25T05:00:00Z",
        "on:2026-03, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        "on:2026, 2025-12-31T23:00:00Z, 2026-12-31T23:00:00Z",
        "on:today, 2026-11-23T23:00:00Z, 2026-11-24T23:00:00Z",
        "ON:yesterday, 2026-11-22T23:00:00Z, 2026-11-23T23:00:00Z",
        "before:2026-11-24T10:00, , 2026-11-24T09:00:00Z",
        "after:2026-11-24T10:00:00Z, 2026-11-24T10:00:00.000001Z,",
        "after:2026-01 before:2026-03, 2026-01-31T23:00:00Z, 2026-02-28T23:00:00Z",
        "before:2026 before:2025, , 2024-12-31T23:00:00Z",
    })
    void datesAreDaysOfTheReader(String typed, Instant since, Instant until) {
        SearchQuery query = QueryReader.read(typed, BERLIN, NOW);
        assertThat(query.since()).isEqualTo(since);
        assertThat(query.until()).isEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource({
        "'', missing",
        "'  ', missing",
        "'\"\"', missing",
        "'-word', missing",
        "'\u0301', missing",
        "'on:', wrong_date",
        "'on:24.11.2026', wrong_date",
        "'on:2026-02-30', wrong_date",
        "'before:0000-01-01', wrong_date",
        "'after:+999999999-01-01T00:00', wrong_date",
        "'on:2026-11-24+99:00', wrong_date",
        "'a b c d e f g h i j k l m n o p q r s t u', too_many_words",
    })
    void whatMakesNoSenseIsNamed(String typed, String code) {
        Invalid refused = catchThrowableOfType(Invalid.class, () -> read(typed));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.errors().get(0).field()).isEqualTo("q");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strasse | Die Straße hier | Straße",
                "cafe | im Cafe\u0301 da | Cafe\u0301",
                "fi | eﬃzient | ﬃ",
                "👍 | ok 👍🏽 | 👍",
                "\"a b\" | x a   b y | a   b",
                "b | Abbey B bob | B",
                "dampf | Donau\u00addampf\u00adschiff | dampf\u00ad",
                "an ana | banana | anan",
                "i | İ i ı x | İ;i;ı",
                "言 | 言語言 | 言;言",
            })
    void marksAreTheCharactersOfTheText(String typed, String text, String marked) {
        List<SearchHit.Mark> marks = Objects.requireNonNull(read(typed).match(text));
        assertThat(marks.stream().map(mark -> text.substring(mark.from(), mark.to())))
                .containsExactly(marked.split(";"));
    }

    @Test
    void oneMarkIsNeverOverAnother() {
        assertThat(read("aa a").match("a aaaaa")).isNotNull();
        assertThat(read("x".repeat(2)).match("x".repeat(50_000))).hasSize(1);
        assertThat(read("xy").match("xy ".repeat(5_000))).hasSize(100);
    }

    @Test
    void aTextWithHalfCharactersIsFoldedAllTheSame() {
        assertThat(FoldedText.fold("a\ud83d b\0c")).isEqualTo("a\ufffd b\ufffdc");
        assertThat(FoldedText.fold("")).isEmpty();
    }

    @Test
    void aCursorIsReadAsItWasWritten() {
        SearchCursor cursor = new SearchCursor(Instant.parse("2026-11-24T14:30:00.123456Z"), UUID.randomUUID());
        assertThat(SearchCursor.parse(cursor.text())).contains(cursor);
        for (String wrong : List.of("", ".", "x", "zzzzzzzzzzzzzzz." + cursor.id(), "1." + "x".repeat(36), "-.")) {
            assertThat(SearchCursor.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void piecesAreQuoted() {
        SearchScope scope = new SearchScope(
                UUID.randomUUID(), Map.of(), true, List.of(), List.of(), List.of(), null, null, false, 1);
        assertThat(GramRepository.pieces(scope, read("o'r \\x"))).startsWith("'o''r' & '\\\\x':*");
    }

    @Test
    void thePatternForWholeWordsTakesTheTextAsItIs() {
        assertThat(GramRepository.alone("plan b")).matches("\\(\\^.*\\)plan b\\(\\$.*\\)");
        assertThat(GramRepository.alone("\\(a.b*")).startsWith("\\\\\\(a\\.b\\*");
        assertThat(GramRepository.alone("会")).isEqualTo("会");
    }

    private static SearchQuery read(String typed) {
        return QueryReader.read(typed, ZoneOffset.UTC, NOW);
    }
}
