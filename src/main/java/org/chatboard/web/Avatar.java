package org.chatboard.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chatboard.messages.RoomSummary;
import org.chatboard.rooms.RoomKind;
import org.chatboard.users.profile.Picture;

/**
 * The round picture of a person: what they uploaded, over initials on a colour that stays the same for the same user name.
 * {@code assets/js/people.js} computes both in the same way.
 *
 * @param initials one or two letters
 * @param hue which of the colours, 0 to 7
 * @param picture the address of the image, below that of the API; empty when there is none
 */
public record Avatar(String initials, int hue, String picture) {

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

    /** The same as {@link #picture()}, for pages. */
    public String getPicture() {
        return picture;
    }

    /** The initials of a person. */
    public static Avatar of(String username, String displayName) {
        return of(username, displayName, "");
    }

    /**
     * The picture of a person.
     *
     * @param version of the image; empty when there is none
     */
    public static Avatar of(String username, String displayName, String version) {
        return new Avatar(
                initials(displayName.isBlank() ? username : displayName),
                (username.hashCode() * SPREAD) >>> 29,
                version.isEmpty() ? "" : Picture.address(username, version));
    }

    /** The picture of a group or a channel. */
    static Avatar of(RoomSummary room) {
        return new Avatar(
                room.kind() == RoomKind.OPEN ? "#" : initials(room.name()),
                (room.id().toString().hashCode() * SPREAD) >>> 29,
                "");
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
