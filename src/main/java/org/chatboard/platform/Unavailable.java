package org.chatboard.platform;

import java.time.Duration;

/** ChatBoard cannot answer at the moment, most often because the database is away; nothing was stored (HTTP 503). */
public final class Unavailable extends ChatBoardException {

    /** When a caller should try again. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** @param cause what failed, for the log */
    public Unavailable(Throwable cause) {
        super("unavailable", "ChatBoard cannot reach its database. Nothing was stored; try again in a moment.");
        initCause(cause);
    }
}
