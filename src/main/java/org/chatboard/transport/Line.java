package org.chatboard.transport;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.Optional;

/**
 * The TCP connection below a socket. No interface leads from a request to it, so this goes through the server's own classes
 * ({@code org.glassfish.grizzly.Connection}); where the way is another one, sockets work as the server alone has them.
 *
 * <p>A socket has to end by the end of its connection. {@link WebConnection#close} does it the other way round: the server
 * takes the objects of the request for the next one while bytes of the client are still on their way through them, and two
 * requests share what belongs to one. Those of a request whose connection closed first are never used again
 * ({@code HttpServerFilter.afterService}, Grizzly 4.0).
 */
final class Line {

    private static final System.Logger LOG = System.getLogger(Line.class.getName());

    /**
     * Keeps the operating system from holding megabytes for somebody who does not read: on loopback, so behind every proxy
     * of the same machine, Linux gives a socket four of them, and the bound of ChatBoard's own queue is reached only behind
     * that. The server's option {@code socket-write-buffer-size} makes such buffers larger, never smaller
     * ({@code TCPNIOConnection.setWriteBufferSize}). This is enough to keep a line across the world busy with text; Linux
     * doubles it for its own needs.
     */
    private static final int SEND_BUFFER_BYTES = 64 * 1_024;

    private final Object connection;
    private final Object handshake;

    private Line(Object connection, Object handshake) {
        this.connection = connection;
        this.handshake = handshake;
    }

    /** The line below a socket, its send buffer limited; empty where the server's classes are others. */
    static Optional<Line> below(WebConnection socket) {
        try {
            Field field = socket.getClass().getDeclaredField("request");
            field.setAccessible(true);
            Object handshake = field.get(socket);
            Object request = ask(handshake, "getCoyoteRequest");
            Line line = new Line(ask(ask(request, "getContext"), "getConnection"), handshake);
            line.limitSendBuffer();
            writeThrough(request);
            return Optional.of(line);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            LOG.log(System.Logger.Level.WARNING, "The connections of sockets cannot be reached here", otherVersion);
            return Optional.empty();
        }
    }

    private void limitSendBuffer() throws ReflectiveOperationException {
        if (ask(connection, "getChannel") instanceof NetworkChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
            } catch (IOException gone) {
                LOG.log(System.Logger.Level.DEBUG, "A socket closed while it was opened", gone);
            }
        }
    }

    /**
     * Sends what is written as it is. The server would take a new buffer of 8 KB for each frame and copy the frame into it;
     * what is larger than its buffer goes without one, and is copied only when the client does not read. Those are for
     * pages made of many small pieces, and its method makes none smaller than 512 bytes.
     */
    private static void writeThrough(Object request) {
        try {
            Object out = ask(ask(request, "getResponse"), "getOutputBuffer");
            Field size = Class.forName(
                            "org.glassfish.grizzly.http.io.OutputBuffer",
                            false,
                            out.getClass().getClassLoader())
                    .getDeclaredField("bufferSize");
            size.setAccessible(true);
            size.setInt(out, 0);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            LOG.log(System.Logger.Level.WARNING, "What sockets send is copied once more here", otherVersion);
        }
    }

    /**
     * Lets go of what the server remembers of the handshake, once it is answered.
     *
     * @param container the WebSocket container's end of the socket, which remembers it too
     */
    void forgetHandshake(HttpUpgradeHandler container) {
        try {
            SpentHandshake.drop(handshake);
            SpentHandshake.dropCopy(container);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The handshakes of sockets cannot be let go here; each takes 16 KB more",
                    otherVersion);
        }
    }

    /**
     * Has something done once the connection is closed, by whichever side; at once when it is already.
     *
     * @throws ReflectiveOperationException when the server's classes are others
     */
    void onClosed(Runnable action) throws ReflectiveOperationException {
        Class<?> listener = Class.forName(
                "org.glassfish.grizzly.CloseListener",
                false,
                connection.getClass().getClassLoader());
        Object closed =
                Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] {listener}, (self, method, with) -> {
                    return switch (method.getName()) {
                        case "equals" -> self == with[0];
                        case "hashCode" -> System.identityHashCode(self);
                        case "toString" -> "closing of a socket";
                        default -> {
                            action.run();
                            yield null;
                        }
                    };
                });
        connection.getClass().getMethod("addCloseListener", listener).invoke(connection, closed);
    }

    /**
     * Closes the connection as soon as what was written has left.
     *
     * @throws ReflectiveOperationException when the server's classes are others
     */
    void close() throws ReflectiveOperationException {
        ask(connection, "closeSilently");
    }

    private static Object ask(Object of, String method) throws ReflectiveOperationException {
        return of.getClass().getMethod(method).invoke(of);
    }
}
