package org.chatboard.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import org.chatboard.transport.TransportFailures;
import org.jspecify.annotations.Nullable;

/**
 * Live chat for ChatBoard's own clients: one socket per browser tab for all rooms. The frames are described in
 * {@code protocol.md}; who it is comes from the authenticated handshake, never from a frame.
 */
@ServerEndpoint(value = "/ws/chat", configurator = ChatEndpoint.OneForAll.class)
@ApplicationScoped
public class ChatEndpoint {

    /** The server would make and inject an endpoint for each connection, which all know nothing of their own. */
    public static final class OneForAll extends ServerEndpointConfig.Configurator {

        @Override
        public <T> T getEndpointInstance(Class<T> endpoint) {
            return CDI.current().select(endpoint).get();
        }
    }

    @Inject
    Sockets sockets;

    @Inject
    Greeter greeter;

    @Inject
    ChatDesk desk;

    /** A socket opened; the first frame it gets is the greeting. */
    @OnOpen
    public void open(Session session) {
        sockets.open(session, null).ifPresent(greeter::welcome);
    }

    /** Part of a text arrived. */
    @OnMessage
    public void text(String part, boolean last, Session session) {
        sockets.text(session, part, last, desk::receive);
    }

    /** Nothing in the protocol is binary. */
    @OnMessage
    public void binary(ByteBuffer part, boolean last, Session session) {
        sockets.close(session, CloseCode.NOT_TEXT);
    }

    /** The answer to a ping of the transport. */
    @OnMessage
    public void pong(PongMessage pong, Session session) {
        sockets.heard(session);
    }

    /** The socket is closed. */
    @OnClose
    public void close(Session session) {
        sockets.closed(session);
    }

    /** The transport failed; the server closes the socket itself and calls {@link #close}. */
    @OnError
    public void failed(@Nullable Session session, Throwable cause) {
        TransportFailures.note(cause);
    }
}
