package org.chatboard.platform;

/** The thing does not exist, or the caller may not know that it does: both look the same from outside (HTTP 404). */
public final class NotFound extends ChatBoardException {

    /**
     * @param code the stable reason
     * @param detail one sentence that says what to do
     */
    public NotFound(String code, String detail) {
        super(code, detail);
    }
}
