package org.chatboard.rooms.groups;

import java.time.Instant;
import java.util.UUID;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.RoomService;
import org.jspecify.annotations.Nullable;

/**
 * A room that is locked for a change, as the person sees it who wants to change it.
 *
 * @param role what the person may do, null for nobody in it
 */
record Group(
        UUID id,
        RoomKind kind,
        String name,
        String topic,
        @Nullable Instant archivedAt,
        long lastSeq,
        int memberCount,
        @Nullable MemberRole role) {

    /** The same room, now that it is known what the person may do. */
    Group as(@Nullable MemberRole known) {
        return new Group(id, kind, name, topic, archivedAt, lastSeq, memberCount, known);
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    /** The role of the person, who must be a member of a room that can be changed. */
    MemberRole member() {
        if (role == null) {
            throw kind == RoomKind.OPEN ? RoomService.notAMember() : RoomService.noSuchRoom();
        }
        if (kind == RoomKind.DIRECT) {
            throw new Conflict("direct_room", "This room is for two people; make a group for more.");
        }
        return role;
    }

    /** Nothing but members may be changed in a room that is archived. */
    void mustBeInUse() {
        if (isArchived()) {
            throw RoomService.archived();
        }
    }

    /** The person must be allowed to say how the room is called and who comes in. */
    MemberRole moderator() {
        MemberRole mine = member();
        if (!mine.moderates()) {
            throw notAllowed("Only owners and moderators of the room may do this.");
        }
        return mine;
    }

    /** The person must be an owner. */
    void owner() {
        if (member() != MemberRole.OWNER) {
            throw notAllowed("Only owners of the room may do this.");
        }
    }

    static ChatBoardException notAllowed(String detail) {
        return new Forbidden("not_allowed", detail);
    }

    static Conflict tooManyRooms(int most) {
        return new Conflict("too_many_rooms", "Nobody can be in more than " + most + " groups and channels.");
    }

    static ChatBoardException lastOwner() {
        return new Conflict(
                "last_owner", "The last owner cannot go while others stay; make somebody else owner first.");
    }
}
