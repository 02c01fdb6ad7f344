package org.chatboard.rooms.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomKind;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;

/** Programs in rooms, and the people who may connect them: owners and moderators, and who runs the installation. */
@ApplicationScoped
@Transactional
public class RoomBots {

    @Inject
    BotRepository bots;

    @Inject
    GroupRepository groups;

    @Inject
    Event<GroupChanged> changed;

    @Inject
    Time time;

    /**
     * Lets pass who may connect programs with a room.
     *
     * @throws NotFound when there is no such room, or it is none of the caller's business
     * @throws Conflict {@code direct_room}: what two people say to each other goes nowhere else
     * @throws Forbidden when the caller sees the room and does not look after it
     */
    public void checkManager(Caller caller, UUID roomId) {
        RoomKind kind = bots.kind(roomId).orElseThrow(RoomBots::noSuchRoom);
        boolean isAdmin = caller.roles().contains(Role.ADMIN);
        Optional<MemberRole> role = groups.findRole(roomId, caller.id());
        if (role.isEmpty() && (kind == RoomKind.DIRECT || (kind == RoomKind.CLOSED && !isAdmin))) {
            throw noSuchRoom();
        }
        if (kind == RoomKind.DIRECT) {
            throw new Conflict("direct_room", "A conversation of two people has no webhooks; make a room for it.");
        }
        if (!isAdmin && role.isEmpty()) {
            throw new Forbidden("not_a_member", "Join the room first.");
        }
        if (!isAdmin && role.get() == MemberRole.MEMBER) {
            throw new Forbidden(
                    "not_a_moderator", "Webhooks are for owners and moderators of the room; ask one of them.");
        }
    }

    /** Lets a bot speak in a room. */
    public void admit(UUID roomId, UUID botId) {
        groups.join(roomId, botId, MemberRole.MEMBER, bots.lock(roomId), time.now());
        changed.fire(new GroupChanged(roomId, Set.of(), Set.of(), groups.memberIds(roomId)));
    }

    /** Takes a bot out of a room. */
    public void dismiss(UUID roomId, UUID botId) {
        long unused = bots.lock(roomId);
        if (groups.findRole(roomId, botId).isPresent()) {
            groups.leave(roomId, botId);
            changed.fire(new GroupChanged(roomId, Set.of(), Set.of(botId), groups.memberIds(roomId)));
        }
    }

    private static NotFound noSuchRoom() {
        return new NotFound("not_found", "There is no such room, or you are not a member of it.");
    }
}
