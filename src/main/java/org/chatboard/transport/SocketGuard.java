package org.chatboard.transport;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts a {@link GuardedSocket} below each WebSocket: the container takes over a connection by
 * {@link HttpServletRequest#upgrade}, and the request it gets here gives it a connection that is looked at.
 */
public class SocketGuard extends HttpFilter {

    /** For a client to read its close code, and for threads of the server to be done with what it has sent. */
    private static final int PATIENCE_SECONDS = 1;

    private final transient Set<Leaving> leaving = ConcurrentHashMap.newKeySet();

    @Resource(lookup = "concurrent/chatboard-clock")
    transient ManagedScheduledExecutorService scheduler;

    @Inject
    transient Intake intake;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new GuardedRequest(request), response);
    }

    /** Gives the container its own handler, and the server ours around it. */
    private final class GuardedRequest extends HttpServletRequestWrapper {

        GuardedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            try {
                T handler = type.getDeclaredConstructor().newInstance();
                super.upgrade(GuardedSocket.class).protect(handler, SocketGuard.this);
                return handler;
            } catch (ReflectiveOperationException impossible) {
                throw new ServletException("The WebSocket container cannot be guarded", impossible);
            }
        }
    }

    /** Who reads from the sockets. */
    Intake intake() {
        return intake;
    }

    /** Ends the connection of a socket that was closed as soon as its client has had time to see why. */
    void hangUpSoon(GuardedSocket socket) {
        soon(socket, GuardedSocket::hangUp);
    }

    /** Ends a socket whose connection is closed as soon as what it has sent is dealt with. */
    void releaseSoon(GuardedSocket socket) {
        soon(socket, GuardedSocket::release);
    }

    /** The thread that opens a socket goes on a little with the request of its handshake. */
    void forgetHandshakeSoon(GuardedSocket socket) {
        soon(socket, GuardedSocket::forgetHandshake);
    }

    private void soon(GuardedSocket socket, Consumer<GuardedSocket> action) {
        Leaving last = new Leaving(socket, action);
        leaving.add(last);
        try {
            Future<?> unused = scheduler.schedule(() -> leave(last), PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopping) {
            leave(last);
        }
    }

    private void leave(Leaving last) {
        if (leaving.remove(last)) {
            last.action().accept(last.socket());
        }
    }

    @Override
    public void destroy() {
        leaving.forEach(this::leave);
    }

    /** What is left to do for a socket. */
    private record Leaving(GuardedSocket socket, Consumer<GuardedSocket> action) {}
}
