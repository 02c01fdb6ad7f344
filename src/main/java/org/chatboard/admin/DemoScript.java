package org.chatboard.admin;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the texts of the demo team. Its times are told in working days before now, so that the weeks behind a fresh demo
 * always look like weeks at an office; the files say how they are written.
 */
final class DemoScript {

    /**
     * A member of the team.
     *
     * @param username the sign-in name
     * @param firstName given name
     * @param lastName family name
     * @param title what the person does
     * @param department where
     */
    record Member(String username, String firstName, String lastName, String title, String department) {}

    /**
     * One message.
     *
     * @param sender the user name
     * @param text what is said
     * @param at when
     */
    record Line(String sender, String text, Instant at) {}

    /**
     * Everything two people have said to each other.
     *
     * @param one a user name
     * @param other the other user name
     * @param unread how many of the newest messages their receiver has not read
     * @param lines in order
     */
    record Conversation(String one, String other, int unread, List<Line> lines) {}

    private static final int LONGEST_PAUSE = 4;

    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private static final LocalTime EVENING = LocalTime.of(17, 30);

    private DemoScript() {}

    static List<Member> members(Stream<String> file) {
        return content(file)
                .map(line -> line.split(" \\| ", -1))
                .map(part -> new Member(part[0], part[1], part[2], part[3], part[4]))
                .toList();
    }

    /** Reads the conversations as if they had led up to {@code now}. */
    static List<Conversation> conversations(Stream<String> file, ZonedDateTime now) {
        List<Conversation> conversations = new ArrayList<>();
        Conversation current = null;
        Instant next = now.toInstant();
        for (String line : content(file).toList()) {
            if (line.startsWith("= ")) {
                String[] part = line.split(" ", -1);
                int unread = part.length > 3 ? Integer.parseInt(part[3]) : 0;
                current = new Conversation(part[1], part[2], unread, new ArrayList<>());
                conversations.add(current);
            } else if (line.startsWith("@ ")) {
                next = moment(line.substring(2), now);
            } else if (current != null) {
                int colon = line.indexOf(": ");
                String text = line.substring(colon + 2).replace("\\n", "\n");
                current.lines().add(new Line(speaker(line.substring(0, colon), current), text, next));
                next = next.plus(Duration.ofMinutes(1 + text.length() % LONGEST_PAUSE));
            }
        }
        return conversations;
    }

    private static Stream<String> content(Stream<String> file) {
        return file.filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static Instant moment(String text, ZonedDateTime now) {
        if (text.startsWith("-")) {
            return latestAtWork(now).plusMinutes(Long.parseLong(text)).toInstant();
        }
        String[] part = text.split(" ", -1);
        LocalDate day = now.toLocalDate();
        for (int i = Integer.parseInt(part[0]); i > 0; i--) {
            day = workingDayBefore(day);
        }
        return day.atTime(LocalTime.parse(part[1])).atZone(now.getZone()).toInstant();
    }

    /** Now, or in the evening, at night and at weekends the last time when people were still at work. */
    private static ZonedDateTime latestAtWork(ZonedDateTime now) {
        if (isWorkingDay(now.toLocalDate()) && !now.toLocalTime().isBefore(MORNING)) {
            return now.toLocalTime().isAfter(EVENING) ? now.with(EVENING) : now;
        }
        return workingDayBefore(now.toLocalDate()).atTime(EVENING).atZone(now.getZone());
    }

    private static LocalDate workingDayBefore(LocalDate day) {
        LocalDate before = day.minusDays(1);
        return isWorkingDay(before) ? before : workingDayBefore(before);
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static String speaker(String firstName, Conversation conversation) {
        return Stream.of(conversation.one(), conversation.other())
                .filter(username -> username.startsWith(firstName + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        firstName + " does not talk with " + conversation.one() + " and " + conversation.other()));
    }
}
