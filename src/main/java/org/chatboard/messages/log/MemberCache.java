package org.chatboard.messages.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who was in rooms when their {@code members_version} was read last, so that the members of a large room are read when
 * they change and not for each message. Only what the database says to be of the same version may be used.
 */
final class MemberCache {

    /** All rooms together; about 10 MB. */
    private static final int MOST_MEMBERS = 200_000;

    private final LinkedHashMap<UUID, Members> rooms = new LinkedHashMap<>(16, 0.75f, true);
    private int held;

    /** The members of a version. */
    record Members(long version, Set<UUID> ids) {}

    /** What is known of some rooms. */
    synchronized Map<UUID, Members> get(Set<UUID> roomIds) {
        Map<UUID, Members> known = new HashMap<>();
        for (UUID roomId : roomIds) {
            Members members = rooms.get(roomId);
            if (members != null) {
                known.put(roomId, members);
            }
        }
        return known;
    }

    /** Remembers the members of a room instead of those of before, and forgets rooms that were not asked for longest. */
    synchronized Members put(UUID roomId, long version, Set<UUID> ids) {
        Members now = new Members(version, ids);
        Members before = rooms.put(roomId, now);
        held += ids.size() - (before == null ? 0 : before.ids().size());
        var oldest = rooms.values().iterator();
        while (held > MOST_MEMBERS && oldest.hasNext()) {
            held -= oldest.next().ids().size();
            oldest.remove();
        }
        return now;
    }

    /** Forgets rooms of which something else may hold by now. */
    synchronized void forget(Collection<UUID> roomIds) {
        for (UUID roomId : roomIds) {
            Members before = rooms.remove(roomId);
            held -= before == null ? 0 : before.ids().size();
        }
    }
}
