package org.chatboard.messages;

import java.util.Set;
import java.util.UUID;

/**
 * The answer to a post.
 *
 * @param message what is stored
 * @param memberIds everybody in the room
 * @param replayed true when this client id had been stored before and {@code message} is that first result
 */
public record Posted(MessageView message, Set<UUID> memberIds, boolean replayed) {

    /** Copies the members. */
    public Posted {
        memberIds = Set.copyOf(memberIds);
    }
}
