package org.chatboard.messages;

import java.util.UUID;

/**
 * The two people of a DIRECT room, for what only such a room has: a receiver, who has read a message or not.
 *
 * @param one one of them
 * @param other the other one
 */
public record Pair(Reader one, Reader other) {

    /**
     * One of the two.
     *
     * @param userId who
     * @param username the sign-in name
     * @param lastReadSeq how far this person has read
     */
    public record Reader(UUID userId, String username, long lastReadSeq) {}

    /** Whom a message went to. */
    public Reader receiver(MessageView message) {
        return message.senderId().equals(one.userId()) ? other : one;
    }

    /** Whether the receiver has read a message. */
    public boolean hasRead(MessageView message) {
        return receiver(message).lastReadSeq() >= message.seq();
    }

    /** Whether somebody is one of the two. */
    boolean includes(UUID userId) {
        return userId.equals(one.userId()) || userId.equals(other.userId());
    }
}
