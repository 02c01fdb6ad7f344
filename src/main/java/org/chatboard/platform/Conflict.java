package org.chatboard.platform;

/** The request contradicts what is already there (HTTP 409). */
public final class Conflict extends ChatBoardException {

    /**
     * @param code the stable reason
     * @param detail one sentence that says what to do
     */
    public Conflict(String code, String detail) {
        super(code, detail);
    }
}
