package org.chatboard.bench;

import java.nio.charset.StandardCharsets;

/** Reads, without building objects, the few things in a frame of the server that the benchmark wants to know. */
final class Arrival {

    /** Digits of the number that each message of the benchmark begins with, behind a {@code #}. */
    static final int DIGITS = 12;

    private static final byte[] NUMBER = ascii("\"text\":\"#");
    private static final byte[] SEQ = ascii("\"seq\":");
    private static final byte[] ERROR = ascii("{\"type\":\"error\"");
    private static final byte[] NEXT = ascii(",{\"type\":\"");
    private static final byte[] HELLO = ascii("{\"type\":\"hello\"");

    private Arrival() {}

    /** The number of the message in this frame; -1 when it is none of the benchmark. */
    static long number(byte[] data, int offset, int length) {
        return digitsBehind(NUMBER, data, offset, length);
    }

    /** The place of the message in its room; -1 when the frame has none. */
    static long seq(byte[] data, int offset, int length) {
        return digitsBehind(SEQ, data, offset, length);
    }

    static boolean isError(byte[] data, int offset, int length) {
        return startsWith(ERROR, data, offset, length);
    }

    static boolean isHello(byte[] data, int offset, int length) {
        return startsWith(HELLO, data, offset, length);
    }

    /** Where the frame that begins at the offset ends: the server may put several into one text, as a list. */
    static int end(byte[] data, int offset, int limit) {
        for (int i = offset + 1; i < limit; i++) {
            if (data[i] == ',' && startsWith(NEXT, data, i, limit - i)) {
                return i;
            }
        }
        return limit;
    }

    /** A text of so many bytes that begins with a number. */
    static String text(long number, int bytes) {
        String digits = String.valueOf(number);
        String head = "#" + "0".repeat(DIGITS - digits.length()) + digits;
        return head + "x".repeat(bytes - head.length());
    }

    private static long digitsBehind(byte[] pattern, byte[] data, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i + pattern.length < end; i++) {
            if (data[i] == '"' && startsWith(pattern, data, i, end - i)) {
                long value = 0;
                for (int k = i + pattern.length; k < end && data[k] >= '0' && data[k] <= '9'; k++) {
                    value = value * 10 + (data[k] - '0');
                }
                return value;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] pattern, byte[] data, int offset, int length) {
        if (length < pattern.length) {
            return false;
        }
        for (int k = 0; k < pattern.length; k++) {
            if (data[offset + k] != pattern[k]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
