package org.chatboard.live;

/** Why ChatBoard closes a socket. After 4401 and 4403 a client stays away, after all others it comes back. */
enum CloseCode {
    /** The server stops or is updated (RFC 6455 registry). */
    RESTART(1012, "ChatBoard is being restarted"),
    /** ChatBoard speaks text only (RFC 6455). */
    NOT_TEXT(1003, "Only text is understood here"),
    /** Signed out, thrown out or run into a time limit. */
    SESSION_ENDED(4401, "The sign-in has ended"),
    /** Signed in, but not allowed here. */
    FORBIDDEN(4403, "Not allowed here"),
    /** Nothing was heard for too long. */
    SILENT(4408, "Nothing was heard for too long"),
    /** What waits for this reader is more than is kept. */
    TOO_SLOW(4409, "The reader is too slow"),
    /** A message is longer than it may be. */
    TOO_LARGE(4413, "A message has at most 65536 bytes"),
    /** One person has too many sockets open. */
    TOO_MANY(4429, "Too many connections of one person"),
    /** One connection asks for too much and does not stop when it is told. */
    FLOOD(4429, "Too many messages at once");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
