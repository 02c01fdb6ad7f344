package org.chatboard.messages;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomAccess;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * A room in the list of one of its members.
 *
 * @param id the room
 * @param kind who can be in it
 * @param name what to call it; for a DIRECT room the other person's name
 * @param topic what it is about; empty for nothing
 * @param archivedAt since when nothing is said there any more, if so
 * @param role what the member may do
 * @param memberCount how many people are in it
 * @param members who is in it; of a large room the first hundred
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
        String topic,
        @Nullable Instant archivedAt,
        MemberRole role,
        int memberCount,
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
        return new RoomSummary(
                id,
                RoomKind.DIRECT,
                directName(members, viewerId),
                "",
                null,
                MemberRole.MEMBER,
                members.size(),
                members,
                0,
                0,
                0,
                0,
                null);
    }

    /** The same room with the people in it; a DIRECT room is called like the other person. */
    public RoomSummary with(List<MemberView> people, UUID viewerId) {
        return new RoomSummary(
                id,
                kind,
                kind == RoomKind.DIRECT ? directName(people, viewerId) : name,
                topic,
                archivedAt,
                role,
                memberCount,
                people,
                lastSeq,
                lastChange,
                lastReadSeq,
                unread,
                lastMessage);
    }

    /** The same room as another member sees it. */
    public RoomSummary as(MemberRole itsRole, long itsLastReadSeq, int itsUnread) {
        return new RoomSummary(
                id,
                kind,
                name,
                topic,
                archivedAt,
                itsRole,
                memberCount,
                members,
                lastSeq,
                lastChange,
                itsLastReadSeq,
                itsUnread,
                lastMessage);
    }

    /** Whose presence its members are told: everybody's, but in a large room nobody's. */
    public Set<UUID> acquaintances() {
        return memberCount > RoomAccess.MOST_TOLD
                ? Set.of()
                : members.stream().map(MemberView::userId).collect(Collectors.toSet());
    }

    private static String directName(List<MemberView> members, UUID viewerId) {
        return members.stream()
                .filter(member -> !member.userId().equals(viewerId))
                .map(MemberView::displayName)
                .findFirst()
                .orElse("");
    }
}
