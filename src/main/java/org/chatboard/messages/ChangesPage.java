package org.chatboard.messages;

import java.util.List;

/**
 * What changed in a room after a point.
 *
 * @param messages in the order of their changes, as they are now
 * @param upTo ask again after this change
 * @param more whether there is more to ask for
 */
public record ChangesPage(List<MessageView> messages, long upTo, boolean more) {

    /** Copies the messages. */
    public ChangesPage {
        messages = List.copyOf(messages);
    }
}
