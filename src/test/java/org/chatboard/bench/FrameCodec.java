package org.chatboard.bench;

import java.nio.ByteBuffer;

/** Frames of RFC 6455 as a client writes and reads them. */
final class FrameCodec {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private FrameCodec() {}

    /** Takes whole frames; the array is only valid during the call. */
    interface Sink {
        void frame(int opcode, byte[] data, int offset, int length);
    }

    /** One whole frame of a client: final and masked. */
    static byte[] masked(int opcode, byte[] payload, int mask) {
        int extra = payload.length < SHORT_LENGTH ? 0 : payload.length <= 0xffff ? 2 : 8;
        ByteBuffer frame = ByteBuffer.allocate(2 + extra + 4 + payload.length);
        frame.put((byte) (FINAL | opcode));
        if (extra == 0) {
            frame.put((byte) (MASKED | payload.length));
        } else if (extra == 2) {
            frame.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LONG_LENGTH)).putLong(payload.length);
        }
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
        }
        return frame.array();
    }

    /**
     * Takes the whole frames out of a buffer that has an array; what is left is the beginning of the next frame.
     *
     * @param in ready to be read
     */
    static void decode(ByteBuffer in, Sink sink) {
        while (in.remaining() >= 2) {
            int start = in.position();
            int opcode = in.get(start) & 0x0f;
            long length = in.get(start + 1) & 0x7f;
            int head = length < SHORT_LENGTH ? 2 : length == SHORT_LENGTH ? 4 : 10;
            if (in.remaining() < head) {
                return;
            }
            if (head == 4) {
                length = in.getShort(start + 2) & 0xffff;
            } else if (head == 10) {
                length = in.getLong(start + 2);
            }
            if (in.remaining() < head + length) {
                return;
            }
            sink.frame(opcode, in.array(), in.arrayOffset() + start + head, (int) length);
            in.position(start + head + (int) length);
        }
    }
}
