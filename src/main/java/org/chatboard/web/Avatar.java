package org.chatboard.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chatboard.messages.RoomSummary;
import org.chatboard.rooms.RoomKind;

/**
 * The round picture of a person who has none: initials on a colour that stays the same for the same user name.
 * {@code assets/js/people.js} computes both in the same way.
 *
 * @param initials one or two letters
 * @param hue which of the colours, 0 to 7
 */
public record Avatar(String initials, int hue) {

    /** Spreads what differs in any letter into the top bits (Fibonacci hashing); 29 leaves three of them. */
    private static final int SPREAD = 0x9e3779b1;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** The same as {@link #initials()}, for pages. */
    public String getInitials() {
        return initials;
    }

    /** The same as {@link #hue()}, for pages. */
    public int getHue() {
        return hue;
    }

    /** The picture of a person. */
    public static Avatar of(String username, String displayName) {
        return new Avatar(
                initials(displayName.isBlank() ? username : displayName), (username.hashCode() * SPREAD) >>> 29);
    }

    /** The picture of a group or a channel. */
    static Avatar of(RoomSummary room) {
        return new Avatar(
                room.kind() == RoomKind.OPEN ? "#" : initials(room.name()),
                (room.id().toString().hashCode() * SPREAD) >>> 29);
    }

    private static String initials(String name) {
        List<String> words = BLANKS.splitAsStream(name.strip()).toList();
        String first = letter(words.get(0));
        return words.size() == 1 ? first : first + letter(words.get(words.size() - 1));
    }

    private static String letter(String word) {
        return word.isEmpty()
                ? ""
                : word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }
}
