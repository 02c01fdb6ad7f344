package org.chatboard.transport;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the frames in the bytes of one client (RFC 6455 section 5.2) and says where the first one begins that must not
 * go on. Looks at headers only, keeps no bytes and allocates nothing: every message of everybody passes here. Used by one
 * thread at a time.
 */
final class FrameInspector {

    /** Most bytes of a message, all its fragments together. */
    static final int MAX_MESSAGE = 64 * 1_024;

    /** Most fragments of a message. */
    static final int MAX_FRAGMENTS = 1_024;

    /** Most pings and pongs of a client in a second; a decent one sends three a minute. */
    static final int MAX_CONTROLS = 100;

    /** Most pings whose answers may wait for a client that does not read. */
    static final int MAX_UNREAD = 10;

    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int MASK_BYTES = 4;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final BooleanSupplier unread;

    /** Bytes of the header that are known: 0 between two frames, 2 from where its length is read on. */
    private int at;

    private int first;
    private long length;
    private int lengthBytes;
    private int extended;
    private int maskBytes;

    /** Bytes of the payload still to come. */
    private long payload;

    private boolean inMessage;
    private long messageBytes;
    private int fragments;
    private int controls;
    private long controlsSince;
    private int unreadPings;
    private boolean closed;
    private @Nullable Breach breach;

    /**
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @param unread whether the client has stopped reading
     */
    FrameInspector(LongSupplier nanoTime, BooleanSupplier unread) {
        this.nanoTime = nanoTime;
        this.unread = unread;
        this.controlsSince = nanoTime.getAsLong();
    }

    /** Why nothing may pass any more; null while everything is in order. */
    @Nullable
    Breach breach() {
        return breach;
    }

    /**
     * Looks at the next bytes.
     *
     * @return how many of them may go on: those before the first frame that must not, and before what follows a close
     */
    int pass(byte[] bytes, int from, int count) {
        int end = from + count;
        int frame = from;
        int i = from;
        while (i < end && breach == null) {
            if (payload > 0) {
                int some = (int) Math.min(payload, end - i);
                i += some;
                payload -= some;
                continue;
            }
            if (at == 0) {
                if (closed) {
                    return i - from;
                }
                frame = i;
            }
            breach = header(bytes[i++] & 0xff);
        }
        return breach == null ? count : frame - from;
    }

    private @Nullable Breach header(int next) {
        if (at == 0) {
            at = 1;
            first = next;
            return start(next);
        }
        if (at == 1) {
            at = 2;
            return mask(next);
        }
        if (lengthBytes > 0) {
            if (lengthBytes == Long.BYTES && length == 0 && next > 0x7f) {
                return Breach.PROTOCOL;
            }
            length = length << Byte.SIZE | next;
            return --lengthBytes == 0 ? measured(length < 0x10000 ? Short.BYTES : Long.BYTES) : null;
        }
        if (--maskBytes == 0) {
            at = 0;
            payload = length;
        }
        return null;
    }

    private @Nullable Breach start(int next) {
        int opcode = next & 0x0f;
        boolean last = next > 0x7f;
        boolean isControl = opcode >= CLOSE;
        boolean isKnown =
                isControl ? last && opcode <= PONG : opcode == CONTINUATION ? inMessage : opcode <= 2 && !inMessage;
        // Reserved bits belong to extensions, and none is offered.
        return isKnown && (next & 0x70) == 0 ? null : Breach.PROTOCOL;
    }

    private @Nullable Breach mask(int next) {
        if (next <= 0x7f) {
            return Breach.NOT_MASKED;
        }
        maskBytes = MASK_BYTES;
        length = next & 0x7f;
        if (length < 126) {
            return complete();
        }
        lengthBytes = length == 126 ? Short.BYTES : Long.BYTES;
        extended = lengthBytes;
        length = 0;
        return isControl() ? Breach.PROTOCOL : null;
    }

    private @Nullable Breach measured(int needed) {
        // The shortest form is the only one allowed, so that no two readers differ about a frame.
        return extended != needed || length < 126 ? Breach.PROTOCOL : complete();
    }

    private boolean isControl() {
        return (first & 0x08) != 0;
    }

    /** The length of a frame is known. */
    private @Nullable Breach complete() {
        return isControl() ? control() : data();
    }

    private @Nullable Breach data() {
        messageBytes += length;
        fragments++;
        inMessage = first <= 0x7f;
        Breach found =
                messageBytes > MAX_MESSAGE ? Breach.TOO_LARGE : fragments > MAX_FRAGMENTS ? Breach.TOO_MANY : null;
        if (!inMessage) {
            messageBytes = 0;
            fragments = 0;
        }
        return found;
    }

    private @Nullable Breach control() {
        int opcode = first & 0x0f;
        if (opcode == CLOSE) {
            closed = true;
            return null;
        }
        long now = nanoTime.getAsLong();
        if (now - controlsSince >= SECOND) {
            controlsSince = now;
            controls = 0;
        }
        if (opcode == PING) {
            // Every ping is answered, and answers that nobody reads pile up in the container.
            unreadPings = unread.getAsBoolean() ? unreadPings + 1 : 0;
        }
        return ++controls > MAX_CONTROLS ? Breach.TOO_MANY : unreadPings > MAX_UNREAD ? Breach.TOO_SLOW : null;
    }
}
