package org.chatboard.platform;

import java.time.Duration;

/**
 * ChatBoard cannot answer at the moment, most often because the database is away (HTTP 503). Nothing was acknowledged; a
 * database that hangs may still do what it was asked for, so what is asked again must bear that.
 */
public final class Unavailable extends ChatBoardException {

    /** When a caller should try again. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** @param cause what failed, for the log */
    public Unavailable(Throwable cause) {
        super("unavailable", "ChatBoard cannot reach its database; try again in a moment.");
        initCause(cause);
    }

    /** Too much waits already, or ChatBoard stops: nothing was begun. */
    public static Unavailable overloaded(Throwable cause) {
        return new Unavailable("overloaded", "ChatBoard is very busy; try again in a moment.", cause);
    }

    /**
     * @param code the stable reason
     * @param detail one sentence that says what to do
     * @param cause what failed, for the log
     */
    public Unavailable(String code, String detail, Throwable cause) {
        super(code, detail);
        initCause(cause);
    }
}
