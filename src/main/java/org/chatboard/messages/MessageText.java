package org.chatboard.messages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.platform.Invalid;

/** What may stand in a message. Letters of every script and direction pass unchanged; what no database can hold does not. */
final class MessageText {

    /** UTF-16 units: what the databases hold. A character as people count them may be of any number of these. */
    static final int MAX_UNITS = 65_536;

    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?");
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private MessageText() {}

    /**
     * The text as it is stored: line ends are LF, white space at the end is gone.
     *
     * @param typed what the client sent
     * @param max most characters as people count them: extended grapheme clusters (Unicode UAX 29)
     * @throws Invalid {@code text_empty}, {@code text_invalid} or {@code text_too_long}
     */
    static String checked(String typed, int max) {
        String text = normal(typed);
        boolean visible = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isForbidden(c)) {
                throw Invalid.field(
                        "text",
                        "text_invalid",
                        "The text contains a control character or half a character; remove it and send again.");
            }
            visible |= isVisible(c);
            i += Character.charCount(c);
        }
        if (!visible) {
            throw Invalid.field("text", "text_empty", "The text is empty; write something.");
        }
        if (text.length() > MAX_UNITS) {
            throw Invalid.field(
                    "text",
                    "text_too_long",
                    "The text has more than " + MAX_UNITS + " UTF-16 code units; send it in parts.");
        }
        if (text.length() > max && isLonger(text, max)) {
            throw Invalid.field(
                    "text", "text_too_long", "The text is longer than " + max + " characters; send it in parts.");
        }
        return text;
    }

    /** The form that is stored: two texts with the same form are the same message. */
    static String normal(String typed) {
        String text = typed.indexOf('\r') < 0 ? typed : LINE_ENDS.matcher(typed).replaceAll("\n");
        return text.stripTrailing();
    }

    private static boolean isForbidden(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t') || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isVisible(int c) {
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && Character.getType(c) != Character.FORMAT;
    }

    private static boolean isLonger(String text, int max) {
        Matcher characters = CHARACTER.matcher(text);
        for (int count = 0; characters.find(); count++) {
            if (count == max) {
                return true;
            }
        }
        return false;
    }
}
