package org.chatboard.messages;

import java.util.List;

/**
 * Part of a room's history.
 *
 * @param messages in the order they were said
 * @param foundOldest whether nothing older is kept
 * @param foundNewest whether nothing newer was said
 * @param lastSeq the newest message of the room
 */
public record HistoryPage(List<MessageView> messages, boolean foundOldest, boolean foundNewest, long lastSeq) {

    /** Copies the messages. */
    public HistoryPage {
        messages = List.copyOf(messages);
    }
}
