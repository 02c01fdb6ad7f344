package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameInspectorTest {

    private static final int TEXT = 0x81;
    private static final int TEXT_BEGINS = 0x01;
    private static final int GOES_ON = 0x00;
    private static final int ENDS = 0x80;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private boolean full;

    /** Names, frames that are in order, then the one that is not, and why. */
    static Stream<Arguments> breaches() {
        byte[] good = join(frame(TEXT, 5), frame(PING, 0), frame(TEXT, 200), frame(TEXT_BEGINS, 3), frame(PONG, 125));
        byte[] whole = join(good, frame(ENDS, 0));
        return Stream.of(
                arguments("nothing wrong", whole, new byte[0], null),
                arguments("the longest message", whole, frame(TEXT, 65_536), null),
                arguments("a byte more", whole, head(TEXT, 65_537), Breach.TOO_LARGE),
                arguments("100 MB announced", whole, head(TEXT, 100_000_000), Breach.TOO_LARGE),
                arguments("2^63 - 1 announced", whole, head(TEXT, Long.MAX_VALUE), Breach.TOO_LARGE),
                arguments("2^63 announced", whole, head(TEXT, Long.MIN_VALUE), Breach.PROTOCOL),
                arguments("pieces that are too much", join(good, frame(0, 65_533)), head(ENDS, 1), Breach.TOO_LARGE),
                arguments("the longest message in pieces", good, frame(ENDS, 65_533), null),
                arguments("no mask", whole, new byte[] {(byte) TEXT, 1, 'x'}, Breach.NOT_MASKED),
                arguments("no mask, long", whole, new byte[] {(byte) TEXT, 126, 1, 0}, Breach.NOT_MASKED),
                arguments("a first reserved bit", whole, frame(TEXT | 0x40, 1), Breach.PROTOCOL),
                arguments("a second reserved bit", whole, frame(TEXT | 0x20, 1), Breach.PROTOCOL),
                arguments("a third reserved bit", whole, frame(TEXT | 0x10, 1), Breach.PROTOCOL),
                arguments("opcode 3", whole, frame(0x83, 1), Breach.PROTOCOL),
                arguments("opcode 7", whole, frame(0x87, 1), Breach.PROTOCOL),
                arguments("opcode 11", whole, frame(0x8b, 1), Breach.PROTOCOL),
                arguments("opcode 15", whole, frame(0x8f, 1), Breach.PROTOCOL),
                arguments("a ping of 126 bytes", whole, head(PING, 126), Breach.PROTOCOL),
                arguments("a close of 65536 bytes", whole, head(CLOSE, 65_536), Breach.PROTOCOL),
                arguments("half a ping", whole, frame(0x09, 1), Breach.PROTOCOL),
                arguments("half a close", whole, frame(0x08, 2), Breach.PROTOCOL),
                arguments("a continuation of nothing", whole, frame(ENDS, 1), Breach.PROTOCOL),
                arguments("a beginning inside a message", good, frame(TEXT, 1), Breach.PROTOCOL),
                arguments("bytes inside a text", good, frame(0x82, 1), Breach.PROTOCOL),
                arguments("125 in two bytes", whole, wide(TEXT, 2, 125), Breach.PROTOCOL),
                arguments("65535 in eight bytes", whole, wide(TEXT, 8, 65_535), Breach.PROTOCOL),
                arguments("nothing in eight bytes", whole, wide(TEXT, 8, 0), Breach.PROTOCOL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaches")
    void whatIsInOrderPassesHoweverItIsCutUp(String name, byte[] good, byte[] last, @Nullable Breach expected) {
        byte[] all = join(good, last);
        Random random = new Random(name.hashCode());
        for (int run = 0; run < 50; run++) {
            FrameInspector inspector = inspector();
            int passed = 0;
            for (int from = 0; from < all.length && inspector.breach() == null; ) {
                int count = Math.min(all.length - from, run == 0 ? all.length : 1 + random.nextInt(1 + run * run));
                passed += inspector.pass(all, from, count);
                from += count;
            }
            assertThat(inspector.breach()).isEqualTo(expected);
            // Of the frame itself at most the head may have passed, in pieces too small to know better.
            int most = expected == null ? all.length : good.length + (run == 0 ? 0 : Math.min(last.length, 10));
            assertThat(passed).isBetween(expected == null ? all.length : good.length, most);
        }
    }

    @Test
    void behindACloseNothingIsSaidAnyMore() {
        FrameInspector inspector = inspector();
        byte[] all = join(frame(CLOSE, 2), frame(TEXT, 5), new byte[] {1, 2, 3});
        assertThat(inspector.pass(all, 0, all.length)).isEqualTo(frame(CLOSE, 2).length);
        assertThat(inspector.pass(all, 0, all.length)).isZero();
        assertThat(inspector.breach()).isNull();
    }

    @Test
    void aMessageHasAtMostAThousandPieces() {
        FrameInspector inspector = inspector();
        pass(inspector, frame(TEXT_BEGINS, 0));
        for (int i = 2; i <= FrameInspector.MAX_FRAGMENTS; i++) {
            pass(inspector, frame(GOES_ON, i % 2));
        }
        assertThat(inspector.breach()).isNull();
        pass(inspector, frame(GOES_ON, 0));
        assertThat(inspector.breach()).isEqualTo(Breach.TOO_MANY);
    }

    @Test
    void piecesAreCountedPerMessage() {
        FrameInspector inspector = inspector();
        for (int i = 0; i < 10 * FrameInspector.MAX_FRAGMENTS; i++) {
            pass(inspector, frame(TEXT_BEGINS, 100));
            pass(inspector, frame(ENDS, 100));
        }
        assertThat(inspector.breach()).isNull();
    }

    @Test
    void aHundredPingsPerSecondAreFine() {
        FrameInspector inspector = inspector();
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < FrameInspector.MAX_CONTROLS; i++) {
                pass(inspector, frame(i % 2 == 0 ? PING : PONG, 4));
            }
            now.addAndGet(1_000_000_000L);
        }
        assertThat(inspector.breach()).isNull();
        for (int i = 0; i <= FrameInspector.MAX_CONTROLS; i++) {
            pass(inspector, frame(PING, 4));
        }
        assertThat(inspector.breach()).isEqualTo(Breach.TOO_MANY);
    }

    @Test
    void oneMoreInTheSameSecondIsTooManyWhateverTheClockShows() {
        FrameInspector inspector = inspector();
        for (int i = 0; i <= FrameInspector.MAX_CONTROLS; i++) {
            now.addAndGet(1);
            pass(inspector, frame(PONG, 0));
        }
        assertThat(inspector.breach()).isEqualTo(Breach.TOO_MANY);
    }

    @Test
    void whoPingsAndDoesNotReadIsTooSlow() {
        FrameInspector inspector = inspector();
        full = true;
        for (int i = 0; i < FrameInspector.MAX_UNREAD; i++) {
            pass(inspector, frame(PING, 125));
        }
        full = false;
        pass(inspector, frame(PING, 125));
        full = true;
        for (int i = 0; i < FrameInspector.MAX_UNREAD; i++) {
            pass(inspector, frame(PING, 125));
        }
        assertThat(inspector.breach()).isNull();
        pass(inspector, frame(PING, 125));
        assertThat(inspector.breach()).isEqualTo(Breach.TOO_SLOW);
    }

    private FrameInspector inspector() {
        return new FrameInspector(now::get, () -> full);
    }

    private static void pass(FrameInspector inspector, byte[] bytes) {
        inspector.pass(bytes, 0, bytes.length);
    }

    private static byte[] frame(int first, int length) {
        return join(head(first, length), new byte[length]);
    }

    private static byte[] head(int first, long length) {
        return wide(first, length >= 0 && length < 126 ? 0 : length >= 0 && length < 65_536 ? 2 : 8, length);
    }

    /** The head of a frame with a mask and so many bytes for its length, 0 for none. */
    private static byte[] wide(int first, int bytes, long length) {
        ByteBuffer head = ByteBuffer.allocate(2 + bytes + 4).put((byte) first);
        head.put((byte) (0x80 | (bytes == 0 ? length : bytes == 2 ? 126 : 127)));
        if (bytes == 2) {
            head.putShort((short) length);
        } else if (bytes == 8) {
            head.putLong(length);
        }
        return head.array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
