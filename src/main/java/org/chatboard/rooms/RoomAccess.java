package org.chatboard.rooms;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a member may see of a room: having one is the permission.
 *
 * @param roomId the room
 * @param kind who can be in it
 * @param archivedAt since when nothing is said there any more, if so
 * @param memberCount how many people are in it
 * @param role what the member may do
 * @param firstSeq the oldest message still kept
 * @param lastSeq the newest message; 0 for none
 * @param lastChange the newest change
 * @param lastReadSeq how far the member has read
 */
public record RoomAccess(
        UUID roomId,
        RoomKind kind,
        @Nullable Instant archivedAt,
        int memberCount,
        MemberRole role,
        long firstSeq,
        long lastSeq,
        long lastChange,
        long lastReadSeq) {

    /** Up to so many members are told of everything: who comes and goes, reads, types, and is here. */
    public static final int MOST_TOLD = 100;
}
