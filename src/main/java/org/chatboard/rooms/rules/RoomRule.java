package org.chatboard.rooms.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatboard.platform.Invalid;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.groups.RuledRooms;

/**
 * One line of {@code chatboard.groups.rooms}: {@code group -> room}, {@code group -> #channel:moderator}.
 *
 * @param group which groups, whatever the case
 * @param kind {@code OPEN} for a name behind a {@code #}, else {@code CLOSED}
 * @param room what the room is called
 * @param role what the people of the group may do there
 */
record RoomRule(Pattern group, RoomKind kind, String room, MemberRole role) {

    private static final String ARROW = "->";

    /** Blanks around the signs of distinguished names say nothing. */
    private static final Pattern LOOSE = Pattern.compile("\\s*([,=+])\\s*");

    private static final int MOST = 1_000;

    /** Why a text is no list of rules. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * Reads rules, which semicolons or the ends of lines separate.
     *
     * @throws Unreadable which one cannot be read, and why
     */
    static List<RoomRule> parse(String text) throws Unreadable {
        List<RoomRule> rules = new ArrayList<>();
        for (String line : text.split("[;\\r\\n]+", -1)) {
            if (!line.isBlank()) {
                rules.add(parseOne(line.strip()));
            }
        }
        if (rules.size() > MOST) {
            throw new Unreadable("there are more than " + MOST + " rules");
        }
        return List.copyOf(rules);
    }

    private static RoomRule parseOne(String line) throws Unreadable {
        String[] sides = line.split(ARROW, -1);
        if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
            throw new Unreadable("\"" + line + "\" is not of the form group -> room");
        }
        String target = sides[1].strip();
        int colon = target.lastIndexOf(':');
        MemberRole role = MemberRole.MEMBER;
        if (colon >= 0) {
            String word = target.substring(colon + 1).strip();
            role = role(word)
                    .orElseThrow(() -> new Unreadable(
                            "\"" + line + "\" ends in \":" + word + "\", which is not :member, :moderator or :owner"));
            target = target.substring(0, colon).strip();
        }
        boolean isOpen = target.startsWith("#");
        try {
            String name = RuledRooms.name(isOpen ? target.substring(1) : target);
            return new RoomRule(pattern(sides[0]), isOpen ? RoomKind.OPEN : RoomKind.CLOSED, name, role);
        } catch (Invalid unfit) {
            throw new Unreadable("\"" + line + "\" names no room: " + unfit.detail());
        }
    }

    private static Optional<MemberRole> role(String word) {
        return Arrays.stream(MemberRole.values())
                .filter(role -> role.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Pattern pattern(String group) {
        return Pattern.compile(
                Arrays.stream(plain(group).split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    /** The same for all rules about one room. */
    String key() {
        return RuledRooms.key(kind, room);
    }

    /** Whether it is about a group of this name. */
    boolean isFor(String name) {
        return group.matcher(plain(name)).matches();
    }

    private static String plain(String name) {
        return LOOSE.matcher(name.strip()).replaceAll("$1").toLowerCase(Locale.ROOT);
    }
}
