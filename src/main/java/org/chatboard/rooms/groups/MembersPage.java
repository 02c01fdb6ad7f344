package org.chatboard.rooms.groups;

import java.util.List;
import org.chatboard.rooms.MemberView;
import org.jspecify.annotations.Nullable;

/**
 * Some of the people in a room.
 *
 * @param members in the order in which they came
 * @param nextCursor where the next page begins; null when there is none
 */
public record MembersPage(
        List<MemberView> members, @Nullable String nextCursor) {

    /** Copies the members. */
    public MembersPage {
        members = List.copyOf(members);
    }
}
