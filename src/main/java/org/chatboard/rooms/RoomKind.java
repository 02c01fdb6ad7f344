package org.chatboard.rooms;

/** Who can be in a room. */
public enum RoomKind {
    /** Two people; comes into being with their first message. */
    DIRECT,
    /** By invitation; others may not know that it exists. */
    CLOSED,
    /** Everybody may join. */
    OPEN
}
