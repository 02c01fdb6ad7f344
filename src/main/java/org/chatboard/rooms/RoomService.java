package org.chatboard.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.TransactionalException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Rooms as their members see them. */
@ApplicationScoped
@Transactional
public class RoomService {

    /** Keys of DIRECT rooms that are stored, or about to be, and that nobody has been told of. */
    private final Set<String> opening = ConcurrentHashMap.newKeySet();

    /** One of these is held while a room is opened. */
    private final List<Object> turns = Stream.generate(Object::new).limit(64).toList();

    @Inject
    RoomRepository rooms;

    @Inject
    UserService users;

    @Inject
    Time time;

    @Inject
    Event<RoomOpened> opened;

    @Inject
    Event<RoomRead> read;

    /**
     * The DIRECT room of the caller with somebody else; it comes into being on first use.
     *
     * @param name the other person's user name or id
     * @throws NotFound when there is no such active person
     * @throws Invalid {@code to_oneself} when it is the caller
     */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public UUID direct(Caller caller, String name) {
        UserView other = users.findByName(name).orElseThrow(RoomService::noSuchPerson);
        if (other.id().equals(caller.id())) {
            throw Invalid.field("to", "to_oneself", "Messages go to somebody else; choose another person.");
        }
        String key = Room.directKey(caller.id(), other.id());
        Optional<UUID> known = rooms.findDirect(key);
        // Nobody talks in a room before its people have been told of it.
        if (known.isPresent() && !opening.contains(key)) {
            return known.get();
        }
        synchronized (turns.get(Math.floorMod(key.hashCode(), turns.size()))) {
            opening.add(key);
            try {
                return rooms.findDirect(key).orElseGet(() -> open(caller, other, key));
            } finally {
                opening.remove(key);
            }
        }
    }

    /** The DIRECT room of the caller with somebody else, if they ever talked. */
    public Optional<UUID> findDirect(Caller caller, UUID otherId) {
        return rooms.findDirect(Room.directKey(caller.id(), otherId));
    }

    /**
     * What the caller may see of a room.
     *
     * @throws NotFound when there is no such room or the caller is no member: both look the same
     */
    public RoomAccess access(Caller caller, UUID roomId) {
        return rooms.access(caller.id(), roomId).orElseThrow(RoomService::noSuchRoom);
    }

    /** Everybody in a room of the caller. */
    public Set<UUID> memberIds(Caller caller, UUID roomId) {
        return rooms.memberIds(access(caller, roomId).roomId());
    }

    /**
     * The caller has read up to a message. A position behind the stored one changes nothing, one beyond the newest
     * message counts as the newest.
     *
     * @throws NotFound when the caller is no member
     */
    public void markRead(Caller caller, UUID roomId, long seq) {
        long reached = Math.min(seq, access(caller, roomId).lastSeq());
        if (rooms.markRead(caller.id(), roomId, reached)) {
            read.fire(new RoomRead(roomId, caller.id(), reached, rooms.memberIds(roomId)));
        }
    }

    private UUID open(Caller caller, UserView other, String key) {
        UserView self = users.find(caller.id()).orElseThrow(RoomService::noSuchPerson);
        Instant now = time.now();
        Room room = Room.direct(Ids.next(), key, now);
        try {
            rooms.addDirect(
                    room,
                    List.of(new Membership(room.id(), self.id(), now), new Membership(room.id(), other.id(), now)));
        } catch (PersistenceException | TransactionalException otherWasFaster) {
            return rooms.findDirect(key).orElseThrow(() -> otherWasFaster);
        }
        opened.fire(new RoomOpened(room.id(), List.of(member(self), member(other))));
        return room.id();
    }

    private static MemberView member(UserView user) {
        return new MemberView(user.id(), user.username(), user.displayName(), 0);
    }

    private static NotFound noSuchPerson() {
        return new NotFound("not_found", "There is no such person; check the user name.");
    }

    private static NotFound noSuchRoom() {
        return new NotFound("not_found", "There is no such room, or you are not a member of it.");
    }
}
