package org.chatboard.messages;

import java.util.List;

/**
 * Messages were committed. Fired by the writer in the order of each room; observers run on its thread and only enqueue.
 *
 * @param posts the new messages of one transaction
 */
public record MessagesPosted(List<Posted> posts) {

    /** Copies the posts. */
    public MessagesPosted {
        posts = List.copyOf(posts);
    }
}
