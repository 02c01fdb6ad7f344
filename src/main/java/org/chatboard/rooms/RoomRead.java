package org.chatboard.rooms;

import java.util.Set;
import java.util.UUID;

/**
 * A member has read further than before.
 *
 * @param roomId the room
 * @param userId who has read
 * @param seq the newest message read
 * @param memberIds who is told: everybody in the room, in a large one only the reader
 */
public record RoomRead(UUID roomId, UUID userId, long seq, Set<UUID> memberIds) {

    /** Copies the members. */
    public RoomRead {
        memberIds = Set.copyOf(memberIds);
    }
}
