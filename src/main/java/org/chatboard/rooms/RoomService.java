package org.chatboard.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.TransactionalException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.chatboard.users.profile.ProfileService;

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
    ProfileService profiles;

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

    /**
     * The DIRECT room of the caller with somebody else, if they ever talked.
     *
     * @throws NotFound when there is no such active person
     */
    public Optional<UUID> findDirect(Caller caller, String name) {
        return findDirect(
                caller,
                users.findByName(name).orElseThrow(RoomService::noSuchPerson).id());
    }

    /** The DIRECT room of the caller with somebody else, if they ever talked. */
    public Optional<UUID> findDirect(Caller caller, UUID otherId) {
        return rooms.findDirect(Room.directKey(caller.id(), otherId));
    }

    /**
     * What the caller may see of a room.
     *
     * @throws NotFound when there is no such room or the caller is no member: both look the same
     * @throws Forbidden {@code not_a_member} when it is an open channel, which the caller may join
     */
    public RoomAccess access(Caller caller, UUID roomId) {
        return rooms.access(caller.id(), roomId).orElseThrow(() -> rooms.isOpen(roomId) ? notAMember() : noSuchRoom());
    }

    /** Who is told of small things in a room of the caller: everybody, but in a large room the caller alone. */
    public Set<UUID> hearers(Caller caller, UUID roomId) {
        return hearers(caller, access(caller, roomId));
    }

    private Set<UUID> hearers(Caller caller, RoomAccess room) {
        return room.memberCount() > RoomAccess.MOST_TOLD ? Set.of(caller.id()) : rooms.memberIds(room.roomId());
    }

    /** Whose presence a person is told: everybody in the rooms of this person, but not in large ones. */
    public Set<UUID> acquaintances(UUID userId) {
        return rooms.acquaintances(userId, RoomAccess.MOST_TOLD);
    }

    /**
     * The caller has read up to a message. A position behind the stored one changes nothing, one beyond the newest
     * message counts as the newest.
     *
     * @throws NotFound when the caller is no member
     */
    public void markRead(Caller caller, UUID roomId, long seq) {
        RoomAccess room = access(caller, roomId);
        long reached = Math.min(seq, room.lastSeq());
        if (rooms.markRead(caller.id(), roomId, reached)) {
            read.fire(new RoomRead(roomId, caller.id(), reached, hearers(caller, room)));
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
        Map<UUID, String> pictures = profiles.pictures(Set.of(self.id(), other.id()));
        opened.fire(new RoomOpened(room.id(), List.of(member(self, pictures), member(other, pictures))));
        return room.id();
    }

    private static MemberView member(UserView user, Map<UUID, String> pictures) {
        return new MemberView(
                user.id(),
                user.username(),
                user.displayName(),
                pictures.getOrDefault(user.id(), ""),
                MemberRole.MEMBER,
                0);
    }

    /** The same whether there is no such person or the account is disabled. */
    public static NotFound noSuchPerson() {
        return new NotFound("not_found", "There is no such person; check the user name.");
    }

    /** The same whether there is no such room or it is not for the caller to know. */
    public static NotFound noSuchRoom() {
        return new NotFound("not_found", "There is no such room, or you are not a member of it.");
    }

    /** Everybody may know the room. */
    public static Forbidden notAMember() {
        return new Forbidden("not_a_member", "This is an open channel; join it first.");
    }

    /** Nothing is said or changed there any more. */
    public static Conflict archived() {
        return new Conflict("room_archived", "This room is archived: it can be read, and nothing else.");
    }
}
