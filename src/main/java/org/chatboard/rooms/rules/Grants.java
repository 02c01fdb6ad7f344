package org.chatboard.rooms.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.groups.GroupChanged;
import org.chatboard.rooms.groups.RuledRooms;
import org.chatboard.rooms.groups.RuledRooms.Seat;
import org.chatboard.rooms.rules.Standing.Step;
import org.jspecify.annotations.Nullable;

/** Gives and takes places in rooms. Each is one transaction, in which the room is locked. */
@ApplicationScoped
@Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
class Grants {

    private static final System.Logger LOG = System.getLogger(Grants.class.getName());

    @Inject
    GrantRepository grants;

    @Inject
    RuledRooms rooms;

    /**
     * The room of a rule. A closed group is always one that a rule made, never one that somebody called so; an open channel
     * may have been there before, as anybody reads it anyway.
     */
    UUID room(RoomKind kind, String name) {
        String key = RuledRooms.key(kind, name);
        return grants.findRoom(key).orElseGet(() -> {
            UUID roomId = (kind == RoomKind.OPEN ? rooms.findOpen(name) : Optional.<UUID>empty())
                    .orElseGet(() -> rooms.make(kind, name));
            grants.addRoom(key, roomId);
            return roomId;
        });
    }

    /**
     * A source says what somebody is in a room; null for nothing any more.
     *
     * @return nothing when all stays as it was
     * @throws org.chatboard.platform.Conflict {@code too_many_rooms}
     */
    Optional<GroupChanged> say(UUID roomId, UUID userId, GroupSource source, @Nullable MemberRole role) {
        Seat seat = rooms.lock(roomId, userId);
        Map<GroupSource, MemberRole> said = grants.grants(userId, roomId);
        boolean heldBefore = !said.isEmpty();
        if (role == null) {
            said.remove(source);
        } else if (seat.isInUse()) {
            said.put(source, role);
        } else {
            // Not noted either, so that it is looked at again.
            return Optional.empty();
        }
        grants.note(userId, source, roomId, role);
        Standing standing = new Standing(seat.role(), grants.findMark(roomId, userId));
        // The highest role comes first in the enumeration.
        Step step = standing.towards(said.isEmpty() ? null : Collections.min(said.values()), heldBefore);
        GroupChanged change = switch (step.act()) {
            case NOTHING -> null;
            case JOIN -> rooms.join(roomId, userId, step.role(), seat);
            case LEAVE -> rooms.leave(roomId, userId, seat);
            case GIVE_ROLE -> rooms.giveRole(roomId, userId, step.role(), seat);
        };
        grants.mark(roomId, userId, step.mark());
        if (change != null) {
            LOG.log(
                    Level.INFO,
                    "By the groups of {0}: {1} {2} in the room {3} ({4})",
                    source,
                    userId,
                    step.act(),
                    roomId,
                    seat.name());
        }
        return Optional.ofNullable(change);
    }
}
