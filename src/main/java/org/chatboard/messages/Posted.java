package org.chatboard.messages;

import java.util.Objects;
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

    /**
     * Whether this is the result of just what was asked for now. A client id that was used before for something else
     * gives the first result nevertheless; what has been edited since cannot be compared and counts as the same.
     *
     * @param asked with the room, not the person, as its target
     */
    public boolean answers(NewMessage asked) {
        return message.roomId().equals(asked.roomId())
                && Objects.equals(message.replyTo(), asked.replyTo())
                && (message.editedAt() != null
                        || message.deletedAt() != null
                        || message.text().equals(MessageText.normal(asked.text())));
    }
}
