package org.chatboard.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.chatboard.live.frame.Frames;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Ids;
import org.chatboard.platform.TooMany;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** An open socket of somebody who is signed in. */
final class Connection {

    private static final Duration TYPING_PAUSE = Duration.ofSeconds(2);

    private final UUID id = Ids.next();
    private final Session session;
    private final ChatBoardPrincipal principal;
    private final Outbound outbound;
    private final Inbox inbox;
    private final Inbound inbound = new Inbound();

    /** The room of the original's socket, once known; null on ours. */
    private final @Nullable SeedRoom seed;

    private Set<UUID> roommates = Set.of();
    private Set<UUID> shown = Set.of();
    private final Map<UUID, Instant> lastTyping = new HashMap<>();
    private volatile Instant lastHeard;

    /** On the original's socket there is one room, named by the other person. */
    static final class SeedRoom {
        private volatile @Nullable UUID id;

        void found(UUID roomId) {
            id = roomId;
        }

        boolean is(UUID roomId) {
            return roomId.equals(id);
        }

        @Nullable
        UUID id() {
            return id;
        }
    }

    Connection(Session session, ChatBoardPrincipal principal, Executor executor, @Nullable SeedRoom seed, Instant now) {
        this.session = session;
        this.principal = principal;
        this.inbox = new Inbox(executor);
        this.outbound = new Outbound(
                (text, whenSent) -> session.getAsyncRemote().sendText(text, whenSent),
                seed == null,
                () -> close(CloseCode.TOO_SLOW));
        this.seed = seed;
        this.lastHeard = now;
    }

    UUID id() {
        return id;
    }

    Caller caller() {
        return principal.caller();
    }

    /** Whether the token behind it, if it is one, may change anything. */
    boolean mayWrite() {
        return principal.mayWrite();
    }

    /** What the person is called. */
    String displayName() {
        return principal.displayName();
    }

    /** Whether the other end may still be there. */
    boolean isOpen() {
        return session.isOpen();
    }

    UUID loginId() {
        return principal.loginId();
    }

    Inbox inbox() {
        return inbox;
    }

    Inbound inbound() {
        return inbound;
    }

    @Nullable
    SeedRoom seed() {
        return seed;
    }

    Instant lastHeard() {
        return lastHeard;
    }

    void heard(Instant now) {
        lastHeard = now;
    }

    /** Whose presence this connection is told: the people in the person's rooms and those the page shows besides. */
    synchronized Set<UUID> watched() {
        Set<UUID> all = new HashSet<>(roommates);
        all.addAll(shown);
        return all;
    }

    /** Adds people the person shares a room with. */
    synchronized void meet(Set<UUID> userIds) {
        Set<UUID> all = new HashSet<>(roommates);
        all.addAll(userIds);
        // Takes a fifth of the space, which counts in a large company.
        roommates = Set.copyOf(all);
    }

    /** Takes somebody out of the people the person shares a room with. */
    synchronized void part(UUID userId) {
        Set<UUID> all = new HashSet<>(roommates);
        all.remove(userId);
        roommates = Set.copyOf(all);
    }

    /** Replaces the people the page shows besides. */
    synchronized void show(Set<UUID> userIds) {
        shown = Set.copyOf(userIds);
    }

    /** Whether typing in a room is worth telling again; who types is told at most every two seconds. */
    synchronized boolean tellsTyping(UUID roomId, Instant now) {
        Instant last = lastTyping.get(roomId);
        if (last != null && last.plus(TYPING_PAUSE).isAfter(now)) {
            return false;
        }
        lastTyping.put(roomId, now);
        return true;
    }

    /** Sends the greeting, always the first frame, and then what happened since this connection was subscribed. */
    void greet(String greeting) {
        outbound.start(greeting);
    }

    /** Opens the way for frames without a greeting, as the original's socket does. */
    void greetSilently() {
        outbound.start(null);
    }

    /** Queues a frame; never waits. */
    void send(String frame) {
        outbound.send(frame);
    }

    /** Queues a frame that leaves with the next {@link #flush}, together with others. */
    void hold(String frame) {
        outbound.hold(frame);
    }

    /** Sends what was held. */
    void flush() {
        outbound.flush();
    }

    /** Tells the client that something cannot be done. */
    void refuse(@Nullable String ref, @Nullable UUID clientId, ChatBoardException reason) {
        send(seed == null ? Frames.error(ref, clientId, reason) : Frames.seedError(reason));
        if (reason instanceof TooMany && inbound.floods(System.nanoTime())) {
            close(CloseCode.FLOOD);
        }
    }

    /**
     * Closes the socket; frees at once whatever waits for a reader that does not read, and does nothing more of what the
     * client asked for, even if it goes on asking.
     */
    void close(CloseCode code) {
        inbox.close();
        outbound.close();
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), code.reason()));
        } catch (IOException | IllegalStateException alreadyClosed) {
            // Then there is nothing left to close.
            return;
        }
    }
}
