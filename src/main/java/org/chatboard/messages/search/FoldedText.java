package org.chatboard.messages.search;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * A text as it is searched: lower case, without accents and invisible characters, with plain quotes and dashes and single
 * spaces. It remembers where each of its characters comes from, so that a hit can be marked in the text itself.
 */
final class FoldedText {

    /** Letters that Unicode does not take apart into a base and an accent, and signs that keyboards have no key for. */
    private static final Map<Integer, String> PLAIN = Map.ofEntries(
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ς', "σ"),
            Map.entry((int) '‘', "'"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) '„', "\""),
            Map.entry((int) '«', "\""),
            Map.entry((int) '»', "\""),
            Map.entry((int) '‐', "-"),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '−', "-"));

    private static final int ASCII = 0x80;

    private final StringBuilder folded;
    private int[] origins;

    private FoldedText(String text) {
        folded = new StringBuilder(text.length());
        origins = new int[text.length() + 1];
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c < ASCII) {
                append((char) (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c), i);
            } else {
                String plain = plain(c);
                for (int j = 0; j < plain.length(); j++) {
                    append(plain.charAt(j), i);
                }
            }
            i += Character.charCount(c);
        }
        origins = Arrays.copyOf(origins, folded.length() + 1);
        origins[folded.length()] = text.length();
    }

    /** A text with its way back. */
    static FoldedText of(String text) {
        return new FoldedText(text);
    }

    /** The folded form alone. */
    static String fold(String text) {
        return new FoldedText(text).toString();
    }

    /** Where the character at a place of the folded text begins in the text itself. */
    int origin(int place) {
        return origins[place];
    }

    /** Where the last character before a place of the folded text ends in the text itself, its accents included. */
    int originEnd(int place) {
        int last = origins[place - 1];
        int next = place;
        while (next < folded.length() && origins[next] == last) {
            next++;
        }
        return origins[next];
    }

    @Override
    public String toString() {
        return folded.toString();
    }

    private void append(char c, int origin) {
        boolean blank = Character.isWhitespace(c);
        if (blank && !folded.isEmpty() && folded.charAt(folded.length() - 1) == ' ') {
            return;
        }
        if (folded.length() + 1 >= origins.length) {
            origins = Arrays.copyOf(origins, origins.length * 2 + 16);
        }
        origins[folded.length()] = origin;
        // No database can be asked for a NUL.
        folded.append(blank ? ' ' : c == 0 ? '\ufffd' : c);
    }

    private static String plain(int c) {
        if (Character.getType(c) == Character.SURROGATE) {
            return "\ufffd";
        }
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
        StringBuilder plain = new StringBuilder(parts.length());
        parts.codePoints().filter(part -> !isIgnored(part)).forEach(plain::appendCodePoint);
        String lower = plain.toString().toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return lower;
        }
        String other = PLAIN.get(lower.codePointAt(0));
        return other != null && lower.length() == 1 ? other : lower;
    }

    /** Accents, vowel points and what nobody sees. Marks of scripts that are letters of their own stay. */
    private static boolean isIgnored(int c) {
        int type = Character.getType(c);
        if (type == Character.FORMAT) {
            return true;
        }
        if (type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.INHERITED
                ? c != '\u3099' && c != '\u309a'
                : script == Character.UnicodeScript.ARABIC
                        || script == Character.UnicodeScript.HEBREW
                        || script == Character.UnicodeScript.COMMON
                        || script == Character.UnicodeScript.CYRILLIC;
    }
}
