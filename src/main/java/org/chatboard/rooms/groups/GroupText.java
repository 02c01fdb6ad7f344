package org.chatboard.rooms.groups;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chatboard.platform.Invalid;

/** What may stand in the name and the topic of a room: one line that people can tell from others. */
final class GroupText {

    static final int MAX_NAME = 80;
    static final int MAX_TOPIC = 250;

    private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\t]+");

    /** Joins letters of some scripts, and emoji. */
    private static final Pattern JOINERS = Pattern.compile("[\\u200c\\u200d]");

    private GroupText() {}

    /**
     * A name as it is stored.
     *
     * @throws Invalid when it has nothing to see, is too long, or holds what is no character of a line
     */
    static String name(String typed) {
        String name = line("name", typed, MAX_NAME);
        if (name.codePoints().noneMatch(GroupText::isVisible)) {
            throw Invalid.field("name", "name_empty", "The name is empty; give the room one.");
        }
        return name;
    }

    /**
     * A topic as it is stored; empty for none.
     *
     * @throws Invalid when it is too long, or holds what is no character of a line
     */
    static String topic(String typed) {
        return line("topic", typed, MAX_TOPIC);
    }

    /** Two names with the same form cannot be told apart. */
    static String folded(String name) {
        return JOINERS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    private static String line(String field, String typed, int max) {
        if (typed.codePoints().anyMatch(GroupText::isForbidden)) {
            throw Invalid.field(
                    field,
                    field + "_invalid",
                    "The " + field + " contains a line break or a character that nobody sees; remove it.");
        }
        String line = BLANKS.matcher(Normalizer.normalize(typed, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
        if (line.codePointCount(0, line.length()) > max) {
            throw Invalid.field(
                    field, field + "_too_long", "The " + field + " has at most " + max + " characters; shorten it.");
        }
        return line;
    }

    private static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t';
            case Character.FORMAT -> c != 0x200c && c != 0x200d;
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean isVisible(int c) {
        return !Character.isSpaceChar(c) && !Character.isWhitespace(c) && Character.getType(c) != Character.FORMAT;
    }
}
