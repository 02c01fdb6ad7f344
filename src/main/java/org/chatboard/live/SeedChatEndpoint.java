package org.chatboard.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.chatboard.messages.NewMessage;
import org.chatboard.platform.Failures;
import org.chatboard.platform.Ids;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.platform.json.StrictJson;
import org.chatboard.rooms.RoomService;
import org.chatboard.transport.TransportFailures;
import org.jspecify.annotations.Nullable;

/**
 * The socket of the original ChatBoard, kept for its clients: one conversation, named by the other person's user name or
 * id. Takes {@code {"message":"Hi!"}} and gives {@code {"message","sender","timestamp","id"}} to both sides.
 */
@ServerEndpoint("/ws/chat/{user}")
@ApplicationScoped
public class SeedChatEndpoint {

    @Inject
    Sockets sockets;

    @Inject
    ChatDesk desk;

    @Inject
    RoomService rooms;

    /** A socket opened for the conversation with a person; closed with 4403 when there is no such person. */
    @OnOpen
    public void open(Session session, @PathParam("user") String user) {
        Connection.SeedRoom room = new Connection.SeedRoom();
        sockets.open(session, room)
                .ifPresent(connection -> desk.later(connection, null, null, () -> enter(connection, room, user)));
    }

    private void enter(Connection connection, Connection.SeedRoom room, String user) {
        connection.greetSilently();
        try {
            room.found(rooms.direct(connection.caller(), user));
        } catch (RuntimeException nobody) {
            connection.refuse(null, null, Failures.reason(nobody));
            connection.inbox().offer(() -> connection.close(CloseCode.FORBIDDEN));
        }
    }

    /** Part of a text arrived. */
    @OnMessage
    public void text(String part, boolean last, Session session) {
        sockets.text(session, part, last, this::receive);
    }

    private void receive(Connection connection, String text) {
        desk.later(connection, null, null, () -> {
            JsonFields fields = StrictJson.object(text);
            String message = fields.text("message");
            fields.rejectUnknown();
            Connection.SeedRoom room = connection.seed();
            UUID roomId = room == null ? null : room.id();
            if (roomId != null) {
                desk.post(connection, null, NewMessage.inRoom(Ids.next(), roomId, message));
            }
        });
    }

    /** Nothing in the protocol is binary. */
    @OnMessage
    public void binary(ByteBuffer part, boolean last, Session session) {
        sockets.close(session, CloseCode.NOT_TEXT);
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
