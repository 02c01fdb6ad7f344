package org.chatboard.platform;

/** Something that ChatBoard did not expect (HTTP 500). The caller learns that it happened, the log says what. */
public final class Internal extends ChatBoardException {

    /** @param cause what happened, for the log */
    public Internal(Throwable cause) {
        super("internal", "Something went wrong inside ChatBoard. Try again; if it stays, tell your administrator.");
        initCause(cause);
    }
}
