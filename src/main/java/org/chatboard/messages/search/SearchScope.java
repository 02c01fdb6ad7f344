package org.chatboard.messages.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.messages.search.SearchHit.FoundRoom;
import org.jspecify.annotations.Nullable;

/**
 * Where to look: a query with its names looked up.
 *
 * @param userId who looks; every statement joins this person's memberships
 * @param rooms the rooms of this person that are wanted, by id
 * @param isEverywhere whether these are all of the person's rooms
 * @param unseen those of the rooms where the index is behind
 * @param senders who may have said it; null for everybody
 * @param notSenders who may not
 * @param since its first possible instant, if any
 * @param until the first instant that is too late, if any
 * @param isUnread whether only unread messages of others count
 * @param messages how many messages there are to look at, at most
 */
record SearchScope(
        UUID userId,
        Map<UUID, FoundRoom> rooms,
        boolean isEverywhere,
        List<UUID> unseen,
        @Nullable List<UUID> senders,
        List<UUID> notSenders,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean isUnread,
        long messages) {

    SearchScope {
        rooms = Map.copyOf(rooms);
        unseen = List.copyOf(unseen);
        senders = senders == null ? null : List.copyOf(senders);
        notSenders = List.copyOf(notSenders);
    }

    /** Nothing can be found: no such room, or no such person. */
    boolean isEmpty() {
        return rooms.isEmpty() || (senders != null && senders.isEmpty()) || messages == 0;
    }

    /** The ids of the rooms, for a statement. */
    Object[] roomIds() {
        return rooms.keySet().toArray();
    }
}
