package org.chatboard.platform;

/**
 * The root of every refusal that a caller is told about. Services throw it, each door translates it once: to a problem
 * document (RFC 9457), to an {@code error} frame or to a message at a form field.
 */
public abstract sealed class ChatBoardException extends RuntimeException
        permits NotFound, Unauthenticated, Forbidden, Conflict, Stale, Invalid, TooMany, Unavailable, Internal {

    private final String code;

    ChatBoardException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** The stable name of the reason, for example {@code text_too_long}; part of the API, never translated. */
    public String code() {
        return code;
    }

    /** What is wrong and what to do about it, as one English sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
