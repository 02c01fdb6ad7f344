package org.chatboard.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chatboard.live.frame.Frames;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.MessagesPosted;
import org.chatboard.messages.Posted;
import org.chatboard.messages.RoomSummary;
import org.chatboard.messages.revision.MessagesRevised;
import org.chatboard.messages.revision.Revised;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.presence.PersonPresence;
import org.chatboard.presence.PresenceChanged;
import org.chatboard.presence.PresenceService;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomOpened;
import org.chatboard.rooms.RoomRead;
import org.chatboard.security.LoginsEnded;
import org.chatboard.users.UserRegistered;

/**
 * Brings what happened to the connections of this server. Everything here only puts frames into the queues of
 * connections: it runs on the threads of those who made things happen, the writer of messages among them.
 */
@ApplicationScoped
class Hub {

    /** Devices of a person, and people who are shown one: mostly one or two, and room for sixteen is wasted on each. */
    private static final int FEW = 1;

    private final Map<UUID, Set<Connection>> byUser = new ConcurrentHashMap<>();

    /** Who is shown on which connections: presence goes to those and nobody else. */
    private final Map<UUID, Set<Connection>> watchers = new ConcurrentHashMap<>();

    @Inject
    Settings settings;

    @Inject
    PresenceService presence;

    /** Takes a connection in; false when this person has too many. */
    boolean open(Connection connection) {
        int most = settings.number(Setting.CONNECTIONS_PER_USER);
        boolean[] taken = {false};
        byUser.compute(connection.caller().id(), (userId, known) -> {
            Set<Connection> all = known == null ? ConcurrentHashMap.newKeySet(FEW) : known;
            if (all.size() < most) {
                taken[0] = all.add(connection);
            }
            return all;
        });
        return taken[0];
    }

    /** Lets a connection go. */
    void close(Connection connection) {
        remove(byUser, connection.caller().id(), connection);
        connection.watched().forEach(id -> remove(watchers, id, connection));
    }

    /** From now on the connection hears when these people, with whom its person shares rooms, come and go. */
    void meet(Connection connection, Set<UUID> userIds) {
        connection.meet(userIds);
        watch(connection, userIds);
    }

    /** From now on the connection does not hear of somebody, unless its page shows them besides. */
    void part(Connection connection, UUID userId) {
        connection.part(userId);
        if (!connection.watched().contains(userId)) {
            remove(watchers, userId, connection);
        }
    }

    /** From now on the connection also hears when these people come and go, instead of those its page showed before. */
    void show(Connection connection, Set<UUID> userIds) {
        Set<UUID> before = connection.watched();
        connection.show(userIds);
        watch(connection, userIds);
        before.removeAll(connection.watched());
        before.forEach(id -> remove(watchers, id, connection));
    }

    /** Tells who of these people, whom the connection watches already, is here; again when that changes meanwhile. */
    void tellPresence(Connection connection, Set<UUID> userIds) {
        Map<UUID, PersonPresence> told = new HashMap<>();
        userIds.forEach(id -> told.put(id, PersonPresence.OFFLINE));
        for (var now = presence.presenceOf(userIds); !now.equals(told); now = presence.presenceOf(userIds)) {
            now.forEach((id, seen) -> {
                if (!seen.equals(told.put(id, seen))) {
                    connection.send(Frames.presence(new PresenceChanged(id, seen.state(), seen.text(), null)));
                }
            });
        }
    }

    private void watch(Connection connection, Set<UUID> userIds) {
        userIds.forEach(id -> add(watchers, id, connection));
        if (!of(connection.caller().id()).contains(connection)) {
            // It was closed meanwhile, and nobody would ever take it out again.
            userIds.forEach(id -> remove(watchers, id, connection));
        }
    }

    void posted(@Observes MessagesPosted event) {
        Set<Connection> told = new LinkedHashSet<>();
        event.posts().forEach(posted -> tell(posted, told));
        // Whoever gets several messages of one commit gets them in one text.
        told.forEach(Connection::flush);
    }

    /** Written once for all readers; the sender's form, with the client id, is the acknowledgement. */
    private void tell(Posted posted, Set<Connection> told) {
        MessageView message = posted.message();
        String frame = null;
        String own = null;
        String seed = null;
        for (UUID memberId : reached(posted.memberIds())) {
            for (Connection connection : of(memberId)) {
                Connection.SeedRoom room = connection.seed();
                if (room == null) {
                    frame = frame == null ? Frames.posted(message) : frame;
                    if (memberId.equals(message.senderId())) {
                        own = own == null ? Frames.acknowledged(frame, message, false) : own;
                        connection.hold(own);
                    } else {
                        connection.hold(frame);
                    }
                    told.add(connection);
                } else if (room.is(message.roomId())) {
                    seed = seed == null ? Frames.seed(message) : seed;
                    connection.hold(seed);
                    told.add(connection);
                }
            }
        }
    }

    /** The original's socket has no word for it. */
    void revised(@Observes MessagesRevised event) {
        Set<Connection> told = new LinkedHashSet<>();
        for (Revised revised : event.messages()) {
            UUID authorId = revised.message().senderId();
            String frame = Frames.changed(revised.message());
            String own = Frames.changed(revised.message(), authorId);
            for (UUID memberId : reached(revised.memberIds())) {
                for (Connection connection : chatConnections(memberId)) {
                    connection.hold(memberId.equals(authorId) ? own : frame);
                    told.add(connection);
                }
            }
        }
        told.forEach(Connection::flush);
    }

    void opened(@Observes(during = TransactionPhase.AFTER_SUCCESS) RoomOpened event) {
        Set<UUID> people = event.members().stream().map(MemberView::userId).collect(Collectors.toSet());
        for (UUID memberId : people) {
            RoomSummary room = RoomSummary.opened(event.roomId(), event.members(), memberId);
            String frame = Frames.opened(room, memberId);
            chatConnections(memberId).forEach(connection -> {
                connection.send(frame);
                meet(connection, people);
                tellPresence(connection, people);
            });
        }
    }

    void read(@Observes(during = TransactionPhase.AFTER_SUCCESS) RoomRead event) {
        toMembers(event.memberIds(), Frames.read(event.roomId(), event.userId(), event.seq()));
    }

    void typing(UUID roomId, UUID userId, Set<UUID> memberIds) {
        Set<UUID> others = new HashSet<>(memberIds);
        others.remove(userId);
        toMembers(others, Frames.typing(roomId, userId));
    }

    void presenceChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) PresenceChanged event) {
        Set<Connection> watching = watchers.getOrDefault(event.userId(), Set.of());
        if (!watching.isEmpty()) {
            String frame = Frames.presence(event);
            watching.forEach(connection -> connection.send(frame));
        }
    }

    /** Whether anybody is shown this person, or the person is here. */
    boolean isShown(UUID userId) {
        return watchers.containsKey(userId) || byUser.containsKey(userId);
    }

    /** Tells everybody who is shown this person, and the person at every device. */
    void tellOf(UUID userId, String frame) {
        Set<Connection> told = new LinkedHashSet<>(watchers.getOrDefault(userId, Set.of()));
        told.addAll(chatConnections(userId));
        told.forEach(connection -> connection.send(frame));
    }

    void registered(@Observes(during = TransactionPhase.AFTER_SUCCESS) UserRegistered event) {
        String frame = Frames.registered(event.user());
        connections().stream()
                .filter(connection -> connection.seed() == null)
                .forEach(connection -> connection.send(frame));
    }

    void loginsEnded(@Observes(during = TransactionPhase.AFTER_SUCCESS) LoginsEnded event) {
        closeIf(connection -> event.loginIds().contains(connection.loginId()), CloseCode.SESSION_ENDED);
    }

    /** Closes every connection that a rule applies to. */
    void closeIf(Predicate<Connection> rule, CloseCode code) {
        connections().stream().filter(rule).forEach(connection -> connection.close(code));
    }

    /** All connections of this server. */
    List<Connection> connections() {
        return byUser.values().stream().flatMap(Collection::stream).toList();
    }

    private void toMembers(Set<UUID> memberIds, String frame) {
        reached(memberIds).forEach(memberId -> chatConnections(memberId).forEach(connection -> connection.send(frame)));
    }

    /** At least those of these people who are connected, found by the shorter way. */
    private Set<UUID> reached(Set<UUID> userIds) {
        return userIds.size() <= byUser.size() ? userIds : connected(userIds);
    }

    /** Who of these people has a connection here. */
    Set<UUID> connected(Set<UUID> userIds) {
        return userIds.size() <= byUser.size()
                ? userIds.stream().filter(byUser::containsKey).collect(Collectors.toSet())
                : byUser.keySet().stream().filter(userIds::contains).collect(Collectors.toSet());
    }

    /** The connections of somebody that carry all rooms. */
    List<Connection> chatConnections(UUID userId) {
        return of(userId).stream()
                .filter(connection -> connection.seed() == null)
                .toList();
    }

    private Set<Connection> of(UUID userId) {
        return byUser.getOrDefault(userId, Set.of());
    }

    private static void add(Map<UUID, Set<Connection>> index, UUID key, Connection connection) {
        index.compute(key, (id, known) -> {
            Set<Connection> all = known == null ? ConcurrentHashMap.newKeySet(FEW) : known;
            all.add(connection);
            return all;
        });
    }

    private static void remove(Map<UUID, Set<Connection>> index, UUID key, Connection connection) {
        index.computeIfPresent(key, (id, all) -> {
            all.remove(connection);
            return all.isEmpty() ? null : all;
        });
    }
}
