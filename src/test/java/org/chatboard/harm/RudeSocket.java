package org.chatboard.harm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;

/** A live connection of somebody who does not read, or sends what nobody should. Nothing here throws when the server hangs up. */
public final class RudeSocket implements AutoCloseable {

    private static final int LIMIT = 30_000;
    private static final byte[] NO_MASK = new byte[4];

    private final Socket socket = new Socket();

    private RudeSocket() {}

    /**
     * Opens {@code /ws/chat} as this person and reads nothing behind the answer to the handshake.
     *
     * @param receiveBuffer the kernel's buffer in bytes; 0 leaves it as it is
     * @throws AssertionError when the answer is not 101
     */
    public static RudeSocket open(Person person, int receiveBuffer) {
        RudeSocket rude = new RudeSocket();
        try {
            if (receiveBuffer > 0) {
                rude.socket.setReceiveBufferSize(receiveBuffer);
            }
            rude.socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(),
                            ChatServer.shared().httpPort()),
                    LIMIT);
            rude.socket.setSoTimeout(LIMIT);
            StringBuilder request = new StringBuilder("GET /chatboard/ws/chat HTTP/1.1\r\n");
            RawSocket.handshake(person)
                    .forEach((name, value) ->
                            request.append(name).append(": ").append(value).append("\r\n"));
            rude.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            String answer = rude.head();
            if (!answer.startsWith("HTTP/1.1 101 ")) {
                rude.close();
                throw new AssertionError("no socket: " + answer.lines().findFirst());
            }
            return rude;
        } catch (IOException e) {
            rude.close();
            throw new AssertionError("no socket", e);
        }
    }

    private String head() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Sends a text. */
    public void text(String text) {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame with a mask of zeros. */
    public void frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header(firstByte, payload.length));
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    /** Sends the beginning of a frame that claims to be so long. */
    public void claim(int firstByte, long length) {
        write(header(firstByte, length));
    }

    private static byte[] header(int firstByte, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) firstByte);
        if (length < 126) {
            header.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            header.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            header.put((byte) (0x80 | 127)).putLong(length);
        }
        header.put(NO_MASK);
        return Arrays.copyOf(header.array(), header.position());
    }

    /** Sends bytes as they are, unless the server has hung up. */
    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException hungUp) {
            return;
        }
    }

    /**
     * Reads at last, and whether there is an end: the server has hung up.
     *
     * @param millis how long it may be silent before it is taken to be still there
     */
    public boolean ends(int millis) {
        byte[] some = new byte[65_536];
        try {
            socket.setSoTimeout(millis);
            InputStream in = socket.getInputStream();
            int read;
            do {
                // What was sent before is of no interest.
                read = in.read(some);
            } while (read >= 0);
            return true;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Cuts the connection with a RST. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            close();
            return;
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
