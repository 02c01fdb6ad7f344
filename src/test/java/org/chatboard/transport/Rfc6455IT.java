package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 6455, sections 5 to 8, byte by byte: what a server takes, what it answers, and with which code it closes when a
 * client does not keep to it. The handshake of section 4 is in {@code HandshakeIT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Rfc6455IT {

    private static final int TEXT = 0x81;
    private static final int TEXT_BEGINS = 0x01;
    private static final int BYTES = 0x82;
    private static final int GOES_ON = 0x00;
    private static final int ENDS = 0x80;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    /** What RFC 6455 calls an application message: ChatBoard answers it, and repeats the ref as it understood it. */
    private static final String QUESTION = "{\"type\":\"x\",\"ref\":\"%s\"}";

    private final Person anna = Person.anna();

    @BeforeAll
    void annaIsSignedIn() {
        anna.joins();
    }

    /** One line of the table: what the client sends, and the frame that has to come back. */
    private record Case(String name, ByteBuffer sent, int answer, String payload) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> all() {
        List<Case> all = new ArrayList<>();
        messages(all);
        framing(all);
        fragments(all);
        controls(all);
        closing(all);
        encoding(all);
        return all.stream();
    }

    private static void messages(List<Case> all) {
        all.add(understood("a text", frame(TEXT, question("plain")), "plain"));
        all.add(understood(
                "a text with a length in two bytes",
                frame(TEXT, question("x".repeat(64)) + " ".repeat(200)),
                "x".repeat(64)));
        all.add(understood("the longest message", frame(TEXT, pad(question("longest"), 65_536)), "longest"));
        all.add(understood(
                "two texts in one packet", join(frame(TEXT, question("1")), frame(TEXT, question("2"))), "1"));
        all.add(closed("a byte more than the longest message", frame(TEXT, pad(question("x"), 65_537)), 4413));
        all.add(closed("binary data", frame(BYTES, "x"), 1003));
        all.add(closed("binary data of nothing", frame(BYTES, ""), 1003));
    }

    private static void framing(List<Case> all) {
        all.add(closed("no mask", join(bytes(TEXT, 2), bytes('{', '}')), 1002));
        all.add(closed("no mask on a ping", bytes(PING, 0), 1002));
        all.add(closed("no mask on a close", bytes(CLOSE, 2, 0x03, 0xe8), 1002));
        for (int bit : new int[] {0x40, 0x20, 0x10, 0x70}) {
            all.add(closed("reserved bits " + bit, frame(TEXT | bit, question("x")), 1002));
            all.add(closed("reserved bits on a ping " + bit, frame(PING | bit, ""), 1002));
        }
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            all.add(closed("reserved opcode " + opcode, frame(0x80 | opcode, ""), 1002));
        }
        all.add(closed("5 written in two bytes", join(bytes(TEXT, 0xfe, 0, 5), new byte[9]), 1002));
        all.add(closed(
                "300 written in eight bytes", join(bytes(TEXT, 0xff, 0, 0, 0, 0, 0, 0, 1, 44), new byte[304]), 1002));
        all.add(closed("a length with the highest bit", RawSocket.header(TEXT, Long.MIN_VALUE, new byte[0]), 1002));
        all.add(closed("a length of 2^63 - 1", RawSocket.header(TEXT, Long.MAX_VALUE, new byte[0]), 4413));
        all.add(closed("a length of 4 GB", RawSocket.header(TEXT, 1L << 32, new byte[0]), 4413));
        all.add(closed("a length of 100 MB", RawSocket.header(TEXT, 100_000_000, new byte[0]), 4413));
    }

    private static void fragments(List<Case> all) {
        String question = question("in pieces");
        all.add(understood(
                "two fragments",
                join(frame(TEXT_BEGINS, question.substring(0, 9)), frame(ENDS, question.substring(9))),
                "in pieces"));
        all.add(understood("a fragment per letter", letterByLetter(question), "in pieces"));
        all.add(understood(
                "empty fragments",
                join(frame(TEXT_BEGINS, ""), frame(GOES_ON, question), frame(GOES_ON, ""), frame(ENDS, "")),
                "in pieces"));
        all.add(understood(
                "a ping between fragments",
                join(
                        frame(TEXT_BEGINS, question.substring(0, 9)),
                        frame(PING, "p"),
                        frame(ENDS, question.substring(9))),
                "in pieces"));
        all.add(ponged(
                "a ping between fragments, answered before the message ends",
                join(frame(TEXT_BEGINS, question.substring(0, 9)), frame(PING, "now")),
                "now"));
        all.add(closed("a continuation of nothing", frame(ENDS, "x"), 1002));
        all.add(closed("an unfinished continuation of nothing", frame(GOES_ON, "x"), 1002));
        all.add(closed("a continuation behind a whole message", join(frame(TEXT, question), frame(ENDS, "x")), 1002));
        all.add(closed("a text inside a text", join(frame(TEXT_BEGINS, "x"), frame(TEXT, question)), 1002));
        all.add(closed("bytes inside a text", join(frame(TEXT_BEGINS, "x"), frame(BYTES, "x")), 1002));
        all.add(closed("two beginnings", join(frame(TEXT_BEGINS, "x"), frame(TEXT_BEGINS, "x")), 1002));
        all.add(closed(
                "too much in pieces",
                join(frame(TEXT_BEGINS, "x".repeat(65_000)), frame(ENDS, "x".repeat(537))),
                4413));
    }

    private static void controls(List<Case> all) {
        all.add(ponged("an empty ping", frame(PING, ""), ""));
        all.add(ponged("a ping with text", frame(PING, "Grüße"), "Grüße"));
        all.add(ponged("a ping of 125 bytes", frame(PING, "x".repeat(125)), "x".repeat(125)));
        all.add(understood("a pong nobody asked for", join(frame(PONG, "x"), frame(TEXT, question("on"))), "on"));
        all.add(closed("a ping of 126 bytes", frame(PING, "x".repeat(126)), 1002));
        all.add(closed("a pong of 126 bytes", frame(PONG, "x".repeat(126)), 1002));
        all.add(closed("a ping in pieces", frame(0x09, "x"), 1002));
        all.add(closed("a pong in pieces", frame(0x0a, "x"), 1002));
        all.add(closed("a close in pieces", join(bytes(0x08), tail(closeFrame(1000, ""))), 1002));
    }

    private static void closing(List<Case> all) {
        all.add(closed("a close without a code", frame(CLOSE, ""), 1000));
        for (int code :
                new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4401, 4999}) {
            all.add(closed("a close with " + code, closeFrame(code, ""), code));
        }
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535}) {
            all.add(closed("a close with the forbidden " + code, closeFrame(code, ""), 1002));
        }
        all.add(closed("a close with a reason", closeFrame(1000, "Auf später"), 1000));
        all.add(closed("a close with the longest reason", closeFrame(1000, "x".repeat(123)), 1000));
        all.add(closed("a close with too long a reason", closeFrame(1000, "x".repeat(124)), 1002));
        all.add(closed("a close of one byte", frame(CLOSE, "x"), 1002));
        all.add(closed("a close whose reason is no UTF-8", RawSocket.encoded(CLOSE, bytes(3, 0xe8, 0xc3, 0x28)), 1007));
        all.add(closed("what follows a close does not matter", join(closeFrame(1000, ""), bytes(1, 2, 3, 4)), 1000));
        all.add(closed("a close between fragments", join(frame(TEXT_BEGINS, "x"), closeFrame(1001, "")), 1001));
    }

    private static void encoding(List<Case> all) {
        for (String text : List.of("ä", "漢字", "😀", "\u0800\ud7ff\ue000\uffff", "\ud800\udc00\udbff\udfff")) {
            all.add(understood("UTF-8 " + text, frame(TEXT, question(text)), text));
        }
        byte[] smile = question("😀").getBytes(StandardCharsets.UTF_8);
        int inside = 22;
        for (int cut = inside; cut < inside + 4; cut++) {
            all.add(understood(
                    "a character cut at byte " + cut,
                    join(
                            RawSocket.encoded(
                                    TEXT_BEGINS,
                                    ByteBuffer.allocate(cut).put(smile, 0, cut).array()),
                            RawSocket.encoded(ENDS, tail(smile, cut))),
                    "😀"));
        }
        all.add(noText("a lonely continuation byte", 0x80));
        all.add(noText("a character that ends too early", 0xe6, 0xbc));
        all.add(noText("half a pair of surrogates", 0xed, 0xa0, 0x80));
        all.add(noText("a character beyond Unicode", 0xf4, 0x90, 0x80, 0x80));
        all.add(noText("a slash in two bytes", 0xc0, 0xaf));
        all.add(noText("NUL in two bytes", 0xc0, 0x80));
        all.add(noText("a byte that no text has", 0xff));
        all.add(closed(
                "a character that does not go on in the next fragment",
                join(RawSocket.encoded(TEXT_BEGINS, bytes('"', 0xc3)), frame(ENDS, "\"")),
                1007));
        all.add(closed("a message that ends inside a character", RawSocket.encoded(TEXT, bytes('"', 0xc3)), 1007));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theServerKeepsToTheStandard(Case row) {
        try (RawSocket socket = RawSocket.greeted(anna)) {
            socket.write(row.sent().array());
            if (row.answer() == CLOSE) {
                assertThat(socket.closeCode()).isEqualTo(Integer.parseInt(row.payload()));
            } else {
                assertThat(socket.await(row.answer()).text()).contains(row.payload());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1005})
    void theServerEndsTheConnectionFirst(int code) {
        try (RawSocket socket = RawSocket.greeted(anna)) {
            socket.write(closeFrame(code, ""));
            assertThat(socket.closeCode()).isEqualTo(code == 1000 ? 1000 : 1002);
            assertThat(socket.toTheEnd()).isNotNull();
        }
    }

    @Test
    void theServerHangsUpOnThoseWhoAreToldAndStay() {
        try (RawSocket socket = RawSocket.greeted(anna)) {
            socket.write(frame(0x83, ""));
            assertThat(socket.closeCode()).isEqualTo(1002);
            assertThat(socket.toTheEnd()).isNotNull();
        }
    }

    /** A message that arrives as it was meant. */
    private static Case understood(String name, byte[] sent, String ref) {
        return new Case(name, ByteBuffer.wrap(sent), TEXT, "\"ref\":\"" + ref + "\"");
    }

    private static Case ponged(String name, byte[] sent, String payload) {
        return new Case(name, ByteBuffer.wrap(sent), PONG, payload);
    }

    private static Case closed(String name, byte[] sent, int code) {
        return new Case(name, ByteBuffer.wrap(sent), CLOSE, String.valueOf(code));
    }

    private static Case noText(String name, int... between) {
        return closed(name, RawSocket.encoded(TEXT, join(bytes('"'), bytes(between), bytes('"'))), 1007);
    }

    private static String question(String ref) {
        return QUESTION.formatted(ref);
    }

    private static String pad(String text, int length) {
        return text + " ".repeat(length - text.length());
    }

    private static byte[] frame(int first, String text) {
        return RawSocket.encoded(first, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] closeFrame(int code, String reason) {
        return RawSocket.encoded(CLOSE, join(bytes(code >> 8, code), reason.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] letterByLetter(String text) {
        byte[] all = frame(TEXT_BEGINS, text.substring(0, 1));
        for (int i = 1; i < text.length(); i++) {
            all = join(all, frame(i == text.length() - 1 ? ENDS : GOES_ON, text.substring(i, i + 1)));
        }
        return all;
    }

    private static byte[] tail(byte[] frame) {
        return tail(frame, 1);
    }

    private static byte[] tail(byte[] frame, int from) {
        return java.util.Arrays.copyOfRange(frame, from, frame.length);
    }

    private static byte[] bytes(int... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int value : values) {
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
