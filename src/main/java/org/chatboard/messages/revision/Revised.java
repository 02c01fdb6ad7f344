package org.chatboard.messages.revision;

import java.util.Set;
import java.util.UUID;
import org.chatboard.messages.MessageView;

/**
 * The answer to an edit or a withdrawal.
 *
 * @param message as it is now
 * @param memberIds everybody in the room
 * @param changed false when the message was like that already, as after a request that is sent twice
 */
public record Revised(MessageView message, Set<UUID> memberIds, boolean changed) {

    /** Copies the members. */
    public Revised {
        memberIds = Set.copyOf(memberIds);
    }
}
