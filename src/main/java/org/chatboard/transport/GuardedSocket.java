package org.chatboard.transport;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One socket, between the server's connection and the WebSocket container. What breaks the rules is kept from the
 * container, the endpoint closes the socket with the code of the {@link Breach}, and what the client still sends is thrown
 * away for a moment: hanging up at once would make its machine forget the code before anybody has read it.
 */
public class GuardedSocket implements HttpUpgradeHandler {

    private static final System.Logger LOG = System.getLogger(GuardedSocket.class.getName());

    private static final ThreadLocal<GuardedSocket> OPENING = new ThreadLocal<>();

    /** Bytes thrown away before hanging up anyhow. */
    private static final int MOST_THROWN_AWAY = 4 * 1_024 * 1_024;

    private @Nullable HttpUpgradeHandler container;
    private @Nullable SocketGuard guard;
    private @Nullable WebConnection connection;
    private @Nullable Consumer<Breach> refusal;
    private volatile boolean breached;
    private @Nullable Line line;
    private volatile boolean closed;
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private final AtomicBoolean forgotten = new AtomicBoolean();
    private int thrownAway;

    /** For the server, which makes one for each handshake. */
    public GuardedSocket() {}

    void protect(HttpUpgradeHandler handler, SocketGuard by) {
        this.container = handler;
        this.guard = by;
    }

    /** The socket that is being opened by this thread, for its endpoint; null when no guard stands before it. */
    public static @Nullable GuardedSocket opening() {
        return OPENING.get();
    }

    /**
     * Says how this socket is closed.
     *
     * @param action closes it with a breach's code; called at most once, on the thread that reads
     */
    public void onBreach(Consumer<Breach> action) {
        refusal = action;
    }

    @Override
    public void init(WebConnection real) {
        HttpUpgradeHandler handler = container;
        SocketGuard by = guard;
        if (handler == null || by == null) {
            throw new IllegalStateException("nobody to hand the socket to");
        }
        connection = real;
        endWithConnection(real);
        try {
            GuardedOutput out = new GuardedOutput(real.getOutputStream(), () -> closed);
            GuardedInput in = new GuardedInput(
                    real.getInputStream(), new FrameInspector(System::nanoTime, out::isFull), this, by.intake());
            OPENING.set(this);
            try {
                handler.init(new Guarded(in, out));
            } finally {
                OPENING.remove();
            }
            in.start();
            by.forgetHandshakeSoon(this);
        } catch (IOException | IllegalStateException gone) {
            // The client left during the handshake.
            LOG.log(System.Logger.Level.DEBUG, "A socket closed while it was opened", gone);
            hangUp();
        }
    }

    private void endWithConnection(WebConnection real) {
        try {
            Optional<Line> below = Line.below(real);
            if (below.isPresent()) {
                below.get().onClosed(this::closed);
                line = below.get();
            }
        } catch (ReflectiveOperationException otherVersion) {
            LOG.log(System.Logger.Level.WARNING, "Sockets cannot be told of their end here", otherVersion);
        }
    }

    /** What was read before the connection closed is still on its way through the objects of the socket. */
    private void closed() {
        closed = true;
        if (guard != null) {
            guard.releaseSoon(this);
        }
    }

    /** Whether the connection is closed; bytes that came before count no longer. */
    boolean isClosed() {
        return closed;
    }

    /** Lets go of what only the handshake needed; that of a socket that has closed meanwhile may still be in use. */
    void forgetHandshake() {
        if (!closed) {
            forgetHandshakeOnce();
        }
    }

    private void forgetHandshakeOnce() {
        if (line != null && container != null && forgotten.compareAndSet(false, true)) {
            line.forgetHandshake(container);
        }
    }

    /** Lets the server do away with the objects of this socket; the container remembers it as long as the HTTP session. */
    void release() {
        forgetHandshakeOnce();
        if (connection != null) {
            release(connection);
        }
    }

    private static void release(WebConnection connection) {
        try {
            connection.close();
        } catch (Exception gone) {
            // The interface allows anything to be thrown; there is nothing left to close.
            LOG.log(System.Logger.Level.DEBUG, "A connection was gone already", gone);
        }
    }

    @Override
    public void destroy() {
        if (container != null) {
            container.destroy();
        }
    }

    /** The container's view of the connection. */
    private final class Guarded implements WebConnection {

        private final GuardedInput in;
        private final GuardedOutput out;

        Guarded(GuardedInput in, GuardedOutput out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public ServletInputStream getInputStream() {
            return in;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return out;
        }

        @Override
        public void close() {
            if (!breached) {
                hangUp();
            }
        }
    }

    /** Bytes have come that must not pass, or that follow such. */
    void breached(Breach breach) {
        if (!breached) {
            breached = true;
            LOG.log(System.Logger.Level.DEBUG, "A client broke the rules: {0}", breach);
            if (guard == null || refusal == null) {
                hangUp();
                return;
            }
            guard.hangUpSoon(this);
            refusal.accept(breach);
        }
        throwAway();
    }

    private void throwAway() {
        byte[] some = new byte[4_096];
        try {
            while (!hungUp.get()
                    && connection != null
                    && connection.getInputStream().isReady()) {
                thrownAway += Math.max(connection.getInputStream().read(some), 0);
                if (thrownAway > MOST_THROWN_AWAY) {
                    hangUp();
                }
            }
        } catch (IOException gone) {
            hangUp();
        }
    }

    /** Ends the connection; whoever has not read the close code by now does not want to. */
    void hangUp() {
        if (connection == null || !hungUp.compareAndSet(false, true)) {
            return;
        }
        if (line == null) {
            release(connection);
            return;
        }
        try {
            line.close();
        } catch (ReflectiveOperationException otherVersion) {
            LOG.log(System.Logger.Level.WARNING, "The connection of a socket cannot be closed here", otherVersion);
            release(connection);
        }
    }
}
