package org.chatboard.transport;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/**
 * Keeps the operating system from holding megabytes for somebody who does not read. On loopback, so behind every proxy of the
 * same machine, Linux gives a socket four of them, and the bound of ChatBoard's own queue is reached only behind that. The
 * server's option {@code socket-write-buffer-size} makes such buffers larger, never smaller
 * ({@code TCPNIOConnection.setWriteBufferSize}), and no interface leads from a request to its socket; where the way through
 * the server's classes is another one, everything works as before.
 */
final class SendBuffer {

    private static final System.Logger LOG = System.getLogger(SendBuffer.class.getName());

    /** Enough to keep a line across the world busy with text; Linux doubles it for its own needs. */
    private static final int BYTES = 64 * 1_024;

    private SendBuffer() {}

    /** Limits what the system keeps of what is sent on a connection. */
    static void limit(WebConnection connection) {
        try {
            Field field = connection.getClass().getDeclaredField("request");
            field.setAccessible(true);
            Object request = ask(field.get(connection), "getCoyoteRequest");
            Object channel = ask(ask(ask(request, "getContext"), "getConnection"), "getChannel");
            if (channel instanceof NetworkChannel socket) {
                socket.setOption(StandardSocketOptions.SO_SNDBUF, BYTES);
            }
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            LOG.log(System.Logger.Level.DEBUG, "The send buffer of a socket cannot be limited here", otherVersion);
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "A socket closed while it was opened", gone);
        }
    }

    private static Object ask(Object of, String method) throws ReflectiveOperationException {
        return of.getClass().getMethod(method).invoke(of);
    }
}
