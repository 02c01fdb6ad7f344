package org.chatboard.messages;

import java.util.List;
import java.util.UUID;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * A room in the list of one of its members.
 *
 * @param id the room
 * @param kind who can be in it
 * @param name what to call it; for a DIRECT room the other person's name
 * @param members who is in it
 * @param lastSeq the newest message; 0 for none
 * @param lastChange the newest change
 * @param lastReadSeq how far the member has read
 * @param unread messages of others behind that, at most 1000
 * @param lastMessage the newest message, if any
 */
public record RoomSummary(
        UUID id,
        RoomKind kind,
        String name,
        List<MemberView> members,
        long lastSeq,
        long lastChange,
        long lastReadSeq,
        int unread,
        @Nullable MessageView lastMessage) {

    /** Copies the members. */
    public RoomSummary {
        members = List.copyOf(members);
    }

    /** A room that just came into being, as one of its two people sees it. */
    public static RoomSummary opened(UUID id, List<MemberView> members, UUID viewerId) {
        return new RoomSummary(id, RoomKind.DIRECT, directName(members, viewerId), members, 0, 0, 0, 0, null);
    }

    /** The same room with the people in it; a DIRECT room is called like the other person. */
    RoomSummary with(List<MemberView> people, UUID viewerId) {
        return new RoomSummary(
                id,
                kind,
                kind == RoomKind.DIRECT ? directName(people, viewerId) : name,
                people,
                lastSeq,
                lastChange,
                lastReadSeq,
                unread,
                lastMessage);
    }

    private static String directName(List<MemberView> members, UUID viewerId) {
        return members.stream()
                .filter(member -> !member.userId().equals(viewerId))
                .map(MemberView::displayName)
                .findFirst()
                .orElse("");
    }
}
