package org.chatboard.rooms;

import java.util.List;
import java.util.UUID;

/**
 * A DIRECT room came into being.
 *
 * @param roomId the room
 * @param members the two people
 */
public record RoomOpened(UUID roomId, List<MemberView> members) {

    /** Copies the members. */
    public RoomOpened {
        members = List.copyOf(members);
    }
}
