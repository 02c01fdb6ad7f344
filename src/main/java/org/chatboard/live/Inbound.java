package org.chatboard.live;

import org.jspecify.annotations.Nullable;

/** What arrives on one connection: puts the parts of a text message together, and knows who does not stop when told. */
final class Inbound {

    /**
     * The longest message of a client, in characters; the longest text of ordinary letters fits six times. The transport
     * lets no more bytes through than that.
     */
    static final int MAX_CHARACTERS = 64 * 1_024;

    /** Only for messages that come in pieces, which nearly none does. */
    private @Nullable StringBuilder parts;

    private boolean tooLarge;

    /** Takes a part; returns the whole text with its last part, else null. */
    @Nullable
    String take(String part, boolean last) {
        StringBuilder before = parts;
        tooLarge = tooLarge || (before == null ? 0 : before.length()) + part.length() > MAX_CHARACTERS;
        if (tooLarge) {
            parts = null;
            return null;
        }
        if (before == null) {
            parts = last ? null : new StringBuilder(part);
            return last ? part : null;
        }
        before.append(part);
        parts = last ? null : before;
        return last ? before.toString() : null;
    }

    /** Whether there was a message longer than allowed; nothing is taken any more then. */
    boolean isTooLarge() {
        return tooLarge;
    }
}
