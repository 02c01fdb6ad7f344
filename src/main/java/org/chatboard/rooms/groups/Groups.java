package org.chatboard.rooms.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomAccess;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.RoomService;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** The rules of rooms of more than two. Each change is one transaction, in which the room is locked. */
@ApplicationScoped
@Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
class Groups {

    @Inject
    GroupRepository groups;

    @Inject
    Settings settings;

    @Inject
    Time time;

    GroupChanged create(Caller caller, UUID roomId, NewGroup asked, List<UUID> memberIds) {
        Instant now = time.now();
        String openName = asked.kind() == RoomKind.OPEN ? GroupText.folded(asked.name()) : null;
        groups.add(roomId, asked.kind(), asked.name(), asked.topic(), openName, caller.id(), now);
        Set<UUID> joined = new HashSet<>();
        bringIn(roomId, caller.id(), MemberRole.OWNER, 0, now);
        joined.add(caller.id());
        for (UUID memberId : memberIds) {
            if (joined.add(memberId)) {
                bringIn(roomId, memberId, MemberRole.MEMBER, 0, now);
            }
        }
        return new GroupChanged(roomId, joined, Set.of(), Set.of());
    }

    GroupChanged edit(Caller caller, UUID roomId, GroupEdit edit) {
        Group room = lock(caller, roomId);
        room.moderator();
        boolean archived = Objects.requireNonNullElse(edit.archived(), room.isArchived());
        if (archived != room.isArchived()) {
            room.owner();
        } else if (edit.name() != null || edit.topic() != null) {
            room.mustBeInUse();
        }
        String name = Objects.requireNonNullElse(edit.name(), room.name());
        String topic = Objects.requireNonNullElse(edit.topic(), room.topic());
        if (name.equals(room.name()) && topic.equals(room.topic()) && archived == room.isArchived()) {
            return GroupChanged.nothing(roomId);
        }
        store(room, name, topic, archived);
        return new GroupChanged(roomId, Set.of(), Set.of(), groups.memberIds(roomId));
    }

    GroupChanged join(Caller caller, UUID roomId) {
        Group room = lock(caller, roomId);
        if (room.role() != null) {
            room.member();
            return GroupChanged.nothing(roomId);
        }
        room.mustBeInUse();
        bringIn(roomId, caller.id(), MemberRole.MEMBER, room.lastSeq(), time.now());
        return joined(room, caller.id());
    }

    /** @param role what the person may do; null for a plain member, or to leave it as it is */
    GroupChanged invite(Caller caller, UUID roomId, UUID userId, @Nullable MemberRole role) {
        Group room = lock(caller, roomId);
        MemberRole mine = room.moderator();
        MemberRole before = groups.findRole(roomId, userId).orElse(null);
        if (before == null) {
            room.mustBeInUse();
            if (role != null && role.moderates() && mine != MemberRole.OWNER) {
                throw Group.notAllowed("Only owners of the room make owners and moderators.");
            }
            bringIn(roomId, userId, Objects.requireNonNullElse(role, MemberRole.MEMBER), room.lastSeq(), time.now());
            return joined(room, userId);
        }
        if (role == null || role == before) {
            return GroupChanged.nothing(roomId);
        }
        room.owner();
        if (before == MemberRole.OWNER && groups.countOwners(roomId) == 1) {
            throw Group.lastOwner();
        }
        groups.giveRole(roomId, userId, role);
        Set<UUID> told = isLarge(room.memberCount()) ? Set.of(userId) : groups.memberIds(roomId);
        return new GroupChanged(roomId, Set.of(), Set.of(), told);
    }

    GroupChanged remove(Caller caller, UUID roomId, UUID userId) {
        Group room = lock(caller, roomId);
        if (userId.equals(caller.id())) {
            return takeOut(room, userId, room.member());
        }
        MemberRole mine = room.moderator();
        MemberRole theirs = groups.findRole(roomId, userId).orElseThrow(RoomService::noSuchPerson);
        if (mine != MemberRole.OWNER && theirs.moderates()) {
            throw Group.notAllowed("Only owners of the room send owners and moderators away.");
        }
        return takeOut(room, userId, theirs);
    }

    private Group lock(Caller caller, UUID roomId) {
        return groups.lock(caller.id(), roomId).orElseThrow(RoomService::noSuchRoom);
    }

    /** Of whoever goes as the last one the room is left archived: nobody else could do anything about it. */
    private GroupChanged takeOut(Group room, UUID userId, MemberRole role) {
        boolean isLast = room.memberCount() <= 1;
        if (role == MemberRole.OWNER && !isLast && groups.countOwners(room.id()) == 1) {
            throw Group.lastOwner();
        }
        groups.leave(room.id(), userId);
        if (isLast && !room.isArchived()) {
            store(room, room.name(), room.topic(), true);
        }
        Set<UUID> told = isLarge(room.memberCount() - 1) ? Set.of() : groups.memberIds(room.id());
        return new GroupChanged(room.id(), Set.of(), Set.of(userId), told);
    }

    private void store(Group room, String name, String topic, boolean archived) {
        String openName = room.kind() == RoomKind.OPEN && !archived ? GroupText.folded(name) : null;
        Instant archivedAt = room.archivedAt() == null ? time.now() : room.archivedAt();
        groups.update(room.id(), name, topic, archived ? archivedAt : null, openName);
    }

    private void bringIn(UUID roomId, UUID userId, MemberRole role, long lastSeq, Instant now) {
        int most = settings.number(Setting.ROOMS_PER_USER);
        if (groups.countGroups(userId) >= most) {
            throw Group.tooManyRooms(most);
        }
        groups.join(roomId, userId, role, lastSeq, now);
    }

    private GroupChanged joined(Group room, UUID userId) {
        Set<UUID> told = isLarge(room.memberCount()) ? new HashSet<>() : groups.memberIds(room.id());
        told.remove(userId);
        return new GroupChanged(room.id(), Set.of(userId), Set.of(), told);
    }

    private static boolean isLarge(int memberCount) {
        return memberCount > RoomAccess.MOST_TOLD;
    }
}
