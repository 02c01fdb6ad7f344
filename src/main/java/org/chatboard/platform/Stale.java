package org.chatboard.platform;

/** The thing has changed since the caller saw it (HTTP 412): read it anew, then decide again. */
public final class Stale extends ChatBoardException {

    /** @param detail one sentence that says what has changed */
    public Stale(String detail) {
        super("stale", detail);
    }
}
