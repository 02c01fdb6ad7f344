package org.chatboard.messages.search;

import java.util.List;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * A message that was found.
 *
 * @param message the message as it is now
 * @param room where it was said
 * @param marks what of its text was looked for, in the order of the text; empty when no words were given
 */
public record SearchHit(MessageView message, FoundRoom room, List<Mark> marks) {

    /**
     * Where something was found.
     *
     * @param id the room
     * @param kind who can be in it
     * @param name what to call it; for a DIRECT room the other person's name
     * @param username the other person of a DIRECT room; null for other rooms
     */
    public record FoundRoom(
            UUID id, RoomKind kind, String name, @Nullable String username) {}

    /**
     * A part of a text that was looked for.
     *
     * @param from where it begins, in UTF-16 units as JavaScript and Java count them
     * @param to where it ends, exclusive
     */
    public record Mark(int from, int to) {}

    /** Copies the marks. */
    public SearchHit {
        marks = List.copyOf(marks);
    }
}
