package org.chatboard.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection written by hand, byte by byte, for what no decent client would send. */
public final class RawSocket implements AutoCloseable {

    /** Longest wait for an answer; reached only when it never comes. */
    private static final Duration LIMIT = Duration.ofSeconds(15);
    /** The mask of the examples in RFC 6455. */
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** Connects to the server of this run. */
    public RawSocket() {
        this("127.0.0.1");
    }

    /** Connects from another address of this machine: on Linux all of 127.0.0.0/8 are. */
    public RawSocket(String from) {
        try {
            int port = ChatServer.shared().httpPort();
            socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
            socket.setSoTimeout((int) LIMIT.toMillis());
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens {@code /ws/chat} as somebody who is signed in, and takes the {@code hello}. */
    public static RawSocket greeted(Visitor visitor) {
        RawSocket socket = new RawSocket();
        Answer answer = socket.ask("GET", handshake(visitor));
        if (answer.status() != 101) {
            throw new AssertionError("no socket: " + answer);
        }
        socket.await(0x81);
        return socket;
    }

    /**
     * The headers of a decent handshake of this visitor; take out or change what the test is about.
     *
     * @return header names and values in order
     */
    public static Map<String, String> handshake(Visitor visitor) {
        ChatServer server = ChatServer.shared();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + server.httpPort());
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.put("Origin", server.origin());
        if (!visitor.cookieHeader().isEmpty()) {
            headers.put("Cookie", visitor.cookieHeader());
        }
        return headers;
    }

    /**
     * Asks for {@code /ws/chat}.
     *
     * @return the first line and the headers of the answer
     */
    public Answer ask(String method, Map<String, String> headers) {
        return ask(method, "/ws/chat", headers);
    }

    /** Asks for any address of ChatBoard. */
    public Answer ask(String method, String path, Map<String, String> headers) {
        return ask(request(method + " /chatboard" + path + " HTTP/1.1", headers));
    }

    /** The bytes of a request. */
    public static byte[] request(String line, Map<String, String> headers) {
        StringBuilder request = new StringBuilder(line + "\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a request as it is and reads the head of the answer. */
    public Answer ask(byte[] request) {
        write(request);
        String status = line();
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return new Answer(Integer.parseInt(status.split(" ", -1)[1]), lines);
    }

    /**
     * One frame as a client writes it.
     *
     * @param firstByte the flags and the opcode
     */
    public static byte[] encoded(int firstByte, byte[] payload) {
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i % MASK.length];
        }
        return header(firstByte, payload.length, masked);
    }

    /** A frame that claims to be so long, with these bytes behind its mask. */
    public static byte[] header(int firstByte, long length, byte[] behind) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (length >= 0 && length < 126) {
            frame.write(0x80 | (int) length);
        } else if (length >= 0 && length < 65_536) {
            frame.write(0x80 | 126);
            frame.write((int) length >> 8);
            frame.write((int) length);
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
        }
        frame.writeBytes(MASK);
        frame.writeBytes(behind);
        return frame.toByteArray();
    }

    /** Sends one frame. */
    public void frame(int firstByte, byte[] payload) {
        write(encoded(firstByte, payload));
    }

    /** Writes the same bytes again and again, or stops when the server has had enough; returns whether it had. */
    public boolean pour(byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                out.write(bytes);
            }
            out.flush();
            return false;
        } catch (IOException hungUp) {
            // The close code, or its absence, says the rest.
            return true;
        }
    }

    /** Sends bytes as they are. */
    public void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Frame(first, ByteBuffer.wrap(in.readNBytes((int) length)));
    }

    /** Reads frames until one with these flags and opcode comes; what came before is dropped. */
    public Frame await(int firstByte) {
        Frame frame = next();
        while (frame.first() != firstByte) {
            if ((frame.first() & 0x0f) == 8) {
                throw new AssertionError("closed with " + frame.closeCode());
            }
            frame = next();
        }
        return frame;
    }

    /** The next frame, whatever it is. */
    public Frame next() {
        try {
            return read();
        } catch (IOException e) {
            throw new AssertionError("no frame", e);
        }
    }

    /** Reads frames until the server closes; 1006 when it just hangs up. */
    public int closeCode() {
        return closeCode(LIMIT);
    }

    /** Reads frames until the server closes, which may take a while. */
    public int closeCode(Duration limit) {
        try {
            socket.setSoTimeout((int) limit.toMillis());
            for (Frame frame = read(); ; frame = read()) {
                if ((frame.first() & 0x0f) == 8) {
                    return frame.closeCode();
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server does not close", e);
        } catch (IOException hungUp) {
            return 1006;
        }
    }

    /** What the server still has to say until it ends the connection; null when it does not. */
    public @Nullable String toTheEnd() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException stillThere) {
            return null;
        } catch (IOException reset) {
            return "";
        }
    }

    private String line() {
        try {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The head of an answer.
     *
     * @param status the status code
     * @param headers the header lines as they came
     */
    public record Answer(int status, List<String> headers) {

        /** The value of a header; null when it is not there. */
        public @Nullable String header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A frame of the server.
     *
     * @param first flags and opcode
     * @param payload what it carries
     */
    public record Frame(int first, ByteBuffer payload) {

        /** The payload as text. */
        public String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        /** The code of a close frame; 1005 when it has none. */
        public int closeCode() {
            return payload.remaining() < 2 ? 1005 : payload.getShort(0) & 0xffff;
        }
    }
}
