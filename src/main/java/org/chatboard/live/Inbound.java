package org.chatboard.live;

import org.jspecify.annotations.Nullable;

/** Puts the parts of a text message together and holds at most the longest frame allowed. */
final class Inbound {

    /** The longest frame of a client, in characters; the longest text of ordinary letters fits six times. */
    static final int MAX_CHARACTERS = 64 * 1_024;

    private final StringBuilder parts = new StringBuilder();
    private boolean tooLarge;

    /** What has arrived with a part. */
    record Arrival(@Nullable String text, boolean tooLarge) {}

    /** Takes a part; the arrival has neither text nor fault while the message is not complete. */
    Arrival take(String part, boolean last) {
        if (tooLarge || parts.length() + part.length() > MAX_CHARACTERS) {
            tooLarge = true;
            parts.setLength(0);
        } else {
            parts.append(part);
        }
        if (!last) {
            return new Arrival(null, false);
        }
        Arrival arrival = tooLarge ? new Arrival(null, true) : new Arrival(parts.toString(), false);
        tooLarge = false;
        parts.setLength(0);
        return arrival;
    }
}
