package org.chatboard.messages.search;

/**
 * One thing that a text has to contain, or must not.
 *
 * @param text folded, not empty
 * @param isWhole whether it has to begin and end where words do; else it may be part of a word
 * @param isExcluded whether it must not be there
 */
record Term(String text, boolean isWhole, boolean isExcluded) {

    /** A word as typed. From two letters on it may be part of one; a single letter is found where it stands alone. */
    static Term word(String folded, boolean isExcluded) {
        boolean isSingle = folded.codePointCount(0, folded.length()) == 1;
        return new Term(folded, isSingle, isExcluded);
    }

    /** Where it is in a folded text from a place on; -1 for nowhere. */
    int find(String folded, int from) {
        int at = folded.indexOf(text, from);
        while (at >= 0 && isWhole && !isAlone(folded, at)) {
            at = folded.indexOf(text, at + 1);
        }
        return at;
    }

    private boolean isAlone(String folded, int at) {
        int end = at + text.length();
        boolean goesOnBefore = at > 0 && joins(folded.codePointBefore(at), text.codePointAt(0));
        boolean goesOnBehind =
                end < folded.length() && joins(text.codePointBefore(text.length()), folded.codePointAt(end));
        return !goesOnBefore && !goesOnBehind;
    }

    /** Whether two characters beside each other belong to one word, as far as a script separates words at all. */
    private static boolean joins(int one, int other) {
        return isSpaced(one) && isSpaced(other);
    }

    private static boolean isSpaced(int c) {
        if (!Character.isLetterOrDigit(c) || Character.isIdeographic(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> false;
            default -> true;
        };
    }
}
