package org.chatboard.rooms.groups;

import java.util.List;
import org.chatboard.rooms.RoomKind;

/**
 * A room that somebody wants to make.
 *
 * @param kind {@code CLOSED} or {@code OPEN}
 * @param name what to call it
 * @param topic what it is about; empty for nothing
 * @param members whom to bring in, by user name or id
 */
public record NewGroup(RoomKind kind, String name, String topic, List<String> members) {

    /** Most people who are brought in at once. */
    public static final int MOST_MEMBERS = 100;

    /** Copies the members. */
    public NewGroup {
        members = List.copyOf(members);
    }
}
