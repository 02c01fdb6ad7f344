package org.chatboard.messages;

import org.chatboard.platform.Invalid;

/**
 * Which part of a room's history is wanted: some messages around an anchor, which is itself included.
 *
 * @param anchor a message number, {@code newest}, {@code oldest} or {@code first_unread}
 * @param before how many messages before the anchor, 0 to 200
 * @param after how many messages behind the anchor, 0 to 200
 */
public record HistoryQuery(String anchor, int before, int after) {

    /** Most messages in either direction. */
    public static final int MAX = 200;

    /** Checks the limits: what is too large is refused, never cut silently. */
    public HistoryQuery {
        check("before", before);
        check("after", after);
    }

    /** The newest messages of a room. */
    public static HistoryQuery newest(int count) {
        return new HistoryQuery("newest", count - 1, 0);
    }

    /** The number of the anchor message in a room as one member sees it. */
    long seq(long firstSeq, long lastSeq, long lastReadSeq) {
        return switch (anchor) {
            case "newest" -> lastSeq;
            case "oldest" -> firstSeq;
            case "first_unread" -> Math.min(lastReadSeq + 1, lastSeq);
            default -> number();
        };
    }

    private long number() {
        // Ten million years of chatting fit 15 digits, and no sum with a page size overflows.
        if (!anchor.matches("[0-9]{1,15}")) {
            throw Invalid.field(
                    "anchor", "wrong_type", "anchor must be a message number, newest, oldest or first_unread.");
        }
        return Long.parseLong(anchor);
    }

    private static void check(String field, int value) {
        if (value < 0) {
            throw Invalid.field(field, "wrong_type", field + " must be a whole number from 0 to " + MAX + ".");
        }
        if (value > MAX) {
            throw Invalid.field(
                    field, "limit_too_large", field + " must not be above " + MAX + "; ask for more pages.");
        }
    }
}
