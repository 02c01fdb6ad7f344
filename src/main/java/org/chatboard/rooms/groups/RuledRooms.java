package org.chatboard.rooms.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomAccess;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * Changes of rooms that no person makes but a rule. Part of a transaction of the caller's, who has locked the room and tells
 * everybody after it. Nobody's leave is asked: a room may lose its last owner so, and stays in use when it is empty.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class RuledRooms {

    @Inject
    GroupRepository groups;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /**
     * A person's place in a room, locked until the end of the transaction.
     *
     * @param name of the room
     * @param isInUse false for a room that is archived
     * @param lastSeq the newest message
     * @param memberCount how many are in it
     * @param role what the person may do; null for nobody in it
     */
    public record Seat(
            String name,
            boolean isInUse,
            long lastSeq,
            int memberCount,
            @Nullable MemberRole role) {}

    /**
     * A name as rooms have it.
     *
     * @throws Invalid when no room can be called so
     */
    public static String name(String typed) {
        return GroupText.name(typed);
    }

    /** The same for all names that people cannot tell apart. */
    public static String key(RoomKind kind, String name) {
        return (kind == RoomKind.OPEN ? "#" : "") + GroupText.folded(name);
    }

    /** The open channel of this name. There is one at most; of closed groups there may be many, each somebody's own. */
    public Optional<UUID> findOpen(String name) {
        return groups.findOpen(GroupText.folded(name));
    }

    /**
     * Makes a room that nobody is in yet.
     *
     * @throws Conflict {@code name_taken} when somebody made an open channel of this name a moment ago
     */
    public UUID make(RoomKind kind, String name) {
        UUID roomId = Ids.next();
        String openName = kind == RoomKind.OPEN ? GroupText.folded(name) : null;
        groups.add(roomId, kind, name, "", openName, null, time.now());
        return roomId;
    }

    /** Locks the room. An archived one that nobody is in any more is taken back into use. */
    public Seat lock(UUID roomId, UUID userId) {
        Group room = groups.lock(roomId).orElseThrow();
        boolean isInUse = !room.isArchived();
        if (!isInUse && room.memberCount() == 0) {
            String openName = room.kind() == RoomKind.OPEN ? GroupText.folded(room.name()) : null;
            groups.update(roomId, room.name(), room.topic(), null, openName);
            isInUse = true;
        }
        MemberRole role = groups.findRole(roomId, userId).orElse(null);
        return new Seat(room.name(), isInUse, room.lastSeq(), room.memberCount(), role);
    }

    /**
     * Somebody comes in.
     *
     * @throws Conflict {@code too_many_rooms}
     */
    public GroupChanged join(UUID roomId, UUID userId, MemberRole role, Seat seat) {
        int most = settings.number(Setting.ROOMS_PER_USER);
        if (groups.countGroups(userId) >= most) {
            throw Group.tooManyRooms(most);
        }
        groups.join(roomId, userId, role, seat.lastSeq(), time.now());
        return new GroupChanged(roomId, Set.of(userId), Set.of(), others(roomId, userId, seat.memberCount()));
    }

    /** Somebody goes. */
    public GroupChanged leave(UUID roomId, UUID userId, Seat seat) {
        groups.leave(roomId, userId);
        return new GroupChanged(roomId, Set.of(), Set.of(userId), others(roomId, userId, seat.memberCount() - 1));
    }

    /** Somebody may do more, or less, from now on. */
    public GroupChanged giveRole(UUID roomId, UUID userId, MemberRole role, Seat seat) {
        groups.giveRole(roomId, userId, role);
        Set<UUID> told = new HashSet<>(others(roomId, userId, seat.memberCount()));
        told.add(userId);
        return new GroupChanged(roomId, Set.of(), Set.of(), told);
    }

    private Set<UUID> others(UUID roomId, UUID userId, int memberCount) {
        if (memberCount > RoomAccess.MOST_TOLD) {
            return Set.of();
        }
        Set<UUID> told = groups.memberIds(roomId);
        told.remove(userId);
        return told;
    }
}
