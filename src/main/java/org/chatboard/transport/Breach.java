package org.chatboard.transport;

/** What a client did that ends its socket; the numbers are those of RFC 6455 and of {@code protocol.md}. */
public enum Breach {
    /** Not a frame that RFC 6455 section 5 allows a client at this point. */
    PROTOCOL(1002, "This is no frame of RFC 6455"),
    /** A frame without a mask (RFC 6455 section 5.1). */
    NOT_MASKED(1002, "Frames of clients are masked"),
    /** A message of more bytes than {@link FrameInspector#MAX_MESSAGE}, be it only announced. */
    TOO_LARGE(4413, "A message has at most 65536 bytes"),
    /** Pings or pieces of a message, more than anybody needs. */
    TOO_MANY(4429, "Too many frames"),
    /** Pings of somebody who does not read the answers. */
    TOO_SLOW(4409, "The reader is too slow");

    private final int code;
    private final String reason;

    Breach(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The close code. */
    public int code() {
        return code;
    }

    /** The words that go with it. */
    public String reason() {
        return reason;
    }
}
