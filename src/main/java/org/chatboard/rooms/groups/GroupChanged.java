package org.chatboard.rooms.groups;

import java.util.Set;
import java.util.UUID;

/**
 * Something about a room, or who is in it, has changed. Fired after the commit, before anything else changes there.
 *
 * @param roomId the room
 * @param joined who came in
 * @param left who went or was sent away
 * @param told who else is told: everybody, but in a large room nobody hears of comings and goings
 */
public record GroupChanged(UUID roomId, Set<UUID> joined, Set<UUID> left, Set<UUID> told) {

    /** Copies the people. */
    public GroupChanged {
        joined = Set.copyOf(joined);
        left = Set.copyOf(left);
        told = Set.copyOf(told);
    }

    /** Everything stays as it was. */
    static GroupChanged nothing(UUID roomId) {
        return new GroupChanged(roomId, Set.of(), Set.of(), Set.of());
    }

    boolean isNothing() {
        return joined.isEmpty() && left.isEmpty() && told.isEmpty();
    }
}
