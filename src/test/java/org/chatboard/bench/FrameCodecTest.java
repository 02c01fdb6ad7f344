package org.chatboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {

    private final List<String> frames = new ArrayList<>();

    @Test
    void theMaskIsThatOfTheStandard() {
        byte[] hello = {'H', 'e', 'l', 'l', 'o'};
        // RFC 6455, section 5.7
        assertThat(FrameCodec.masked(FrameCodec.TEXT, hello, 0x37fa213d))
                .containsExactly(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void everyLengthIsReadAsItWasWritten(int length) {
        byte[] masked = FrameCodec.masked(FrameCodec.TEXT, "x".repeat(length).getBytes(StandardCharsets.US_ASCII), 0);
        int head = masked.length - length - 4;
        masked[1] &= 0x7f;
        ByteBuffer unmasked = ByteBuffer.allocate(masked.length)
                .put(masked, 0, head)
                .put(masked, head + 4, length)
                .flip();
        decode(unmasked);
        assertThat(frames).containsExactly("1 " + "x".repeat(length));
        assertThat(unmasked.hasRemaining()).isFalse();
    }

    @Test
    void theBeginningOfAFrameWaitsForItsEnd() {
        byte[] bytes = {(byte) 0x81, 2, 'a', 'b', (byte) 0x89, 0, (byte) 0x81, 3, 'c', 'd'};
        ByteBuffer in = ByteBuffer.wrap(bytes);
        decode(in);
        assertThat(frames).containsExactly("1 ab", "9 ");
        assertThat(in.remaining()).isEqualTo(4);
    }

    private void decode(ByteBuffer in) {
        FrameCodec.decode(
                in,
                (opcode, data, offset, length) ->
                        frames.add(opcode + " " + new String(data, offset, length, StandardCharsets.US_ASCII)));
    }
}
