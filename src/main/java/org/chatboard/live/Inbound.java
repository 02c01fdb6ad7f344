package org.chatboard.live;

import org.jspecify.annotations.Nullable;

/** What arrives on one connection: puts the parts of a text message together, and knows who does not stop when told. */
final class Inbound {

    /**
     * The longest message of a client, in characters; the longest text of ordinary letters fits six times. The transport
     * lets no more bytes through than that.
     */
    static final int MAX_CHARACTERS = 64 * 1_024;

    /** In nanoseconds: who is refused all this time has had time to stop. */
    private static final long TEST_TIME = 10_000_000_000L;

    /** Refusals in that time; who waits as long as told, in a hundred rooms at once, has not as many. */
    private static final int MOST_REFUSALS = 300;

    private long firstRefusal;
    private int refusals;

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

    /**
     * Something was refused because it was too much.
     *
     * @param now on the clock of {@link System#nanoTime()}
     * @return whether the client has been told for ten seconds and does not care
     */
    synchronized boolean floods(long now) {
        if (refusals++ == 0) {
            firstRefusal = now;
        }
        if (now - firstRefusal < TEST_TIME) {
            return false;
        }
        boolean floods = refusals > MOST_REFUSALS;
        refusals = 0;
        return floods;
    }

    /** Whether there was a message longer than allowed; nothing is taken any more then. */
    boolean isTooLarge() {
        return tooLarge;
    }
}
