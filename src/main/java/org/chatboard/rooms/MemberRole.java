package org.chatboard.rooms;

/** What a member may do in the room. */
public enum MemberRole {
    /** Everything. */
    OWNER,
    /** Names the room, brings people in and sends members away. */
    MODERATOR,
    /** Reads and writes. */
    MEMBER;

    /** Whether somebody of this role may name the room, bring people in and send members away. */
    public boolean moderates() {
        return this != MEMBER;
    }
}
