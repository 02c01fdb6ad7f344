package org.chatboard.messages.revision;

import java.util.List;

/**
 * Messages were edited or withdrawn, and that is committed. Fired by the writer in the order of each room, between the
 * new messages; observers run on its thread and only enqueue.
 *
 * @param messages as they are now
 */
public record MessagesRevised(List<Revised> messages) {

    /** Copies the messages. */
    public MessagesRevised {
        messages = List.copyOf(messages);
    }
}
