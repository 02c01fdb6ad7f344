package org.chatboard.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;

/** Programs in rooms, and the people who may connect them: owners and moderators, and who runs the installation. */
@ApplicationScoped
@Transactional
public class RoomBots {

    @Inject
    BotRepository bots;

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
        Optional<Membership.MemberRole> role = bots.role(roomId, caller.id());
        if (role.isEmpty() && (kind == RoomKind.DIRECT || (kind == RoomKind.CLOSED && !isAdmin))) {
            throw noSuchRoom();
        }
        if (kind == RoomKind.DIRECT) {
            throw new Conflict("direct_room", "A conversation of two people has no webhooks; make a room for it.");
        }
        if (!isAdmin && role.isEmpty()) {
            throw new Forbidden("not_a_member", "Join the room first.");
        }
        if (!isAdmin && role.get() == Membership.MemberRole.MEMBER) {
            throw new Forbidden(
                    "not_a_moderator", "Webhooks are for owners and moderators of the room; ask one of them.");
        }
    }

    /** Lets a bot speak in a room. */
    public void admit(UUID roomId, UUID botId) {
        bots.add(new Membership(roomId, botId, time.now()));
    }

    /** Takes a bot out of a room. */
    public void dismiss(UUID roomId, UUID botId) {
        bots.remove(roomId, botId);
    }

    private static NotFound noSuchRoom() {
        return new NotFound("not_found", "There is no such room, or you are not a member of it.");
    }
}
