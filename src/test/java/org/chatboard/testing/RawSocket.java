package org.chatboard.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A connection written by hand, byte by byte, for what no decent client would send. */
public final class RawSocket implements AutoCloseable {

    /** Longest wait for an answer, in milliseconds; reached only when it never comes. */
    private static final int LIMIT = 15_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** Connects to the server of this run. */
    public RawSocket() {
        try {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), ChatServer.shared().httpPort());
            socket.setSoTimeout(LIMIT);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        StringBuilder request = new StringBuilder(method + " /chatboard" + path + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("\r\n");
        write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        String status = line();
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return new Answer(Integer.parseInt(status.split(" ", -1)[1]), lines);
    }

    /** Sends one frame with a mask of zeros. */
    public void frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    /** Begins a text frame that claims to be so long. */
    public void claim(long length) {
        write(ByteBuffer.allocate(14)
                .put((byte) 0x81)
                .put((byte) 0xff)
                .putLong(length)
                .putInt(0)
                .array());
    }

    /** Sends so many letters, or fewer when the server has had enough. */
    public void pour(int letters) {
        byte[] some = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        try {
            for (int sent = 0; sent < letters; sent += some.length) {
                out.write(some);
            }
            out.flush();
        } catch (IOException hungUp) {
            // The close code, or its absence, says the rest.
            return;
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

    /**
     * Reads frames until the server closes.
     *
     * @return its close code; 1006 when it just hung up
     */
    public int closeCode() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                long length = in.readUnsignedByte() & 0x7f;
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = in.readLong();
                }
                byte[] payload = in.readNBytes((int) length);
                if (opcode == 8) {
                    return payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the server does not close", e);
        } catch (IOException hungUp) {
            return 1006;
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
    public record Answer(int status, List<String> headers) {}
}
