package org.chatboard.messages.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of time as people write it: a day, a month, a year or a moment, in ISO 8601.
 *
 * @param start its first instant
 * @param end the first instant behind it
 */
record Days(Instant start, Instant end) {

    private static final Pattern DATE =
            Pattern.compile("([1-9]\\d{3})(?:-(\\d{2})(?:-(\\d{2}))?)?(Z|[+-]\\d{2}:\\d{2})?");

    /** What a date means where the reader is; an offset at the date itself wins. */
    static Optional<Days> parse(String text, ZoneId zone, Instant now) {
        try {
            return switch (text) {
                case "today" -> Optional.of(day(LocalDate.ofInstant(now, zone), zone));
                case "yesterday" ->
                    Optional.of(day(LocalDate.ofInstant(now, zone).minusDays(1), zone));
                default -> text.contains("T") ? moment(text, zone) : date(text, zone);
            };
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<Days> date(String text, ZoneId zone) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return Optional.empty();
        }
        ZoneId own = date.group(4) == null ? zone : ZoneOffset.of(date.group(4));
        int year = Integer.parseInt(date.group(1));
        int month = date.group(2) == null ? 1 : Integer.parseInt(date.group(2));
        int day = date.group(3) == null ? 1 : Integer.parseInt(date.group(3));
        LocalDate first = LocalDate.of(year, month, day);
        LocalDate next = date.group(2) == null
                ? first.plusYears(1)
                : date.group(3) == null ? first.plusMonths(1) : first.plusDays(1);
        return Optional.of(new Days(startOf(first, own), startOf(next, own)));
    }

    private static Optional<Days> moment(String text, ZoneId zone) {
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        Instant at = parsed instanceof OffsetDateTime exact
                ? exact.toInstant()
                : LocalDateTime.from(parsed).atZone(zone).toInstant();
        if (at.atOffset(ZoneOffset.UTC).getYear() < 1_000
                || at.atOffset(ZoneOffset.UTC).getYear() > 9_999) {
            return Optional.empty();
        }
        Instant micros = at.truncatedTo(ChronoUnit.MICROS);
        return Optional.of(new Days(micros, micros.plus(1, ChronoUnit.MICROS)));
    }

    private static Days day(LocalDate day, ZoneId zone) {
        return new Days(startOf(day, zone), startOf(day.plusDays(1), zone));
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
