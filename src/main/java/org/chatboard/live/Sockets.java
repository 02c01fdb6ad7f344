package org.chatboard.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.chatboard.platform.Time;
import org.chatboard.platform.Workers;
import org.chatboard.presence.PresenceService;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.Logins;
import org.chatboard.transport.GuardedSocket;
import org.jspecify.annotations.Nullable;

/** What both endpoints do with their sockets: who it is, presence, putting parts together, going away. */
@ApplicationScoped
class Sockets {

    private static final String CONNECTION = "org.chatboard.connection";

    /** Hearing of somebody more often changes nothing: leases last for most of a minute. */
    private static final Duration NEWS = Duration.ofSeconds(1);

    @Inject
    Workers workers;

    @Inject
    Logins logins;

    @Inject
    Hub hub;

    @Inject
    PresenceService presence;

    @Inject
    Time time;

    /** Takes a new socket in, unless it must be closed again. */
    Optional<Connection> open(Session session, Connection.@Nullable SeedRoom seed) {
        GuardedSocket socket = GuardedSocket.opening();
        if (socket != null) {
            socket.onBreach(breach -> close(session, breach.code(), breach.reason()));
        }
        Optional<ChatBoardPrincipal> principal = logins.of(session.getUserPrincipal());
        if (principal.isEmpty()) {
            close(session, CloseCode.SESSION_ENDED);
            return Optional.empty();
        }
        Connection connection = new Connection(session, principal.get(), workers, seed, time.steady());
        if (!hub.open(connection)) {
            connection.close(CloseCode.TOO_MANY);
            return Optional.empty();
        }
        session.getUserProperties().put(CONNECTION, connection);
        presence.heard(connection.caller().id(), connection.id());
        return Optional.of(connection);
    }

    /** Takes part of a text; hands it on once it is complete. */
    void text(Session session, String part, boolean last, BiConsumer<Connection, String> receiver) {
        Connection connection = connection(session);
        if (connection == null) {
            return;
        }
        String text = connection.inbound().take(part, last);
        if (text != null) {
            heard(connection);
            receiver.accept(connection, text);
        } else if (connection.inbound().isTooLarge()) {
            connection.close(CloseCode.TOO_LARGE);
        }
    }

    /** The client is still there. */
    void heard(Session session) {
        Connection connection = connection(session);
        if (connection != null) {
            heard(connection);
        }
    }

    /** Lets a socket go that was closed by whomever. */
    void closed(Session session) {
        Connection connection = connection(session);
        if (connection != null) {
            hub.close(connection);
            UUID userId = connection.caller().id();
            presence.closed(userId, connection.id());
        }
    }

    void close(Session session, CloseCode code) {
        close(session, code.code(), code.reason());
    }

    private static void close(Session session, int code, String reason) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
        } catch (IOException | IllegalStateException alreadyClosed) {
            // Then there is nothing left to close.
            return;
        }
    }

    private void heard(Connection connection) {
        Instant now = time.steady();
        if (now.isBefore(connection.lastHeard().plus(NEWS))) {
            return;
        }
        connection.heard(now);
        presence.heard(connection.caller().id(), connection.id());
    }

    private static @Nullable Connection connection(Session session) {
        return (Connection) session.getUserProperties().get(CONNECTION);
    }
}
