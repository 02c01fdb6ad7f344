package org.chatboard.platform;

import java.time.Duration;

/** The caller, or everybody together, asks for more than can be served now (HTTP 429). */
public final class TooMany extends ChatBoardException {

    private final Duration retryAfter;

    /**
     * @param code the stable reason
     * @param detail one sentence that says what to do
     * @param retryAfter how long to wait before the same request can succeed
     */
    public TooMany(String code, String detail, Duration retryAfter) {
        super(code, detail);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before the same request can succeed. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Many of these are thrown at once by those who ask too much; where is of no interest. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
