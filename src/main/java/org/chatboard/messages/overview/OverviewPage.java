package org.chatboard.messages.overview;

import java.util.List;
import org.chatboard.messages.RoomSummary;
import org.jspecify.annotations.Nullable;

/**
 * Some of a person's rooms.
 *
 * @param rooms newest activity first
 * @param nextCursor where the next page begins; null when there is none
 */
public record OverviewPage(
        List<RoomSummary> rooms, @Nullable String nextCursor) {

    /** Copies the rooms. */
    public OverviewPage {
        rooms = List.copyOf(rooms);
    }
}
