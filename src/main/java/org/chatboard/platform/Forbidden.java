package org.chatboard.platform;

/** The caller is known and may not do this (HTTP 403). */
public final class Forbidden extends ChatBoardException {

    /**
     * @param code the stable reason
     * @param detail one sentence that says what to do
     */
    public Forbidden(String code, String detail) {
        super(code, detail);
    }
}
