package org.chatboard.platform;

/** It takes somebody who is known to do this, and the caller is not (HTTP 401). */
public final class Unauthenticated extends ChatBoardException {

    /**
     * @param code the stable reason
     * @param detail one sentence that says what to do
     */
    public Unauthenticated(String code, String detail) {
        super(code, detail);
    }
}
