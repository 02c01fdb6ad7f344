package org.chatboard.messages.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the rooms in which something was said lately. Whoever lets people come and go counts the room's {@code
 * members_version} up in the same transaction; what was read of a locked room holds until that number is another one. The
 * database so stays the judge of each message, and a room of thousands is not read for each of them.
 */
final class RoomMembers {

    private static final String READ = "select room_id, user_id from memberships where room_id = any(?)";

    /** Of all rooms together; some 25 MB. */
    private static final int MOST_IDS = 500_000;

    /** The ids at a version of a room. */
    private record Known(long version, Set<UUID> ids) {}

    /** In the order of their last use. */
    private final Map<UUID, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private int held;

    /**
     * Puts the members into each room.
     *
     * @param rooms locked by the transaction of this connection, by id
     */
    void fill(Connection connection, Map<UUID, LockedRoom> rooms) throws SQLException {
        Map<UUID, Set<UUID>> missing = new HashMap<>();
        rooms.forEach((id, room) -> {
            Set<UUID> ids = find(id, room.membersVersion());
            if (ids == null) {
                missing.put(id, new HashSet<>());
            } else {
                room.members(ids);
            }
        });
        if (missing.isEmpty()) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            MessageStore.set(select, 1, "uuid", missing.keySet().toArray());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID memberId = row.getObject(2, UUID.class);
                    missing.computeIfPresent(row.getObject(1, UUID.class), (id, ids) -> {
                        ids.add(memberId);
                        return ids;
                    });
                }
            }
        }
        missing.forEach((id, ids) -> {
            Set<UUID> all = Set.copyOf(ids);
            rooms.computeIfPresent(id, (same, room) -> {
                room.members(all);
                keep(id, new Known(room.membersVersion(), all));
                return room;
            });
        });
    }

    private synchronized @Nullable Set<UUID> find(UUID roomId, long version) {
        Known found = known.get(roomId);
        return found == null || found.version() != version ? null : found.ids();
    }

    private synchronized void keep(UUID roomId, Known members) {
        Known before = known.put(roomId, members);
        held += members.ids().size() - (before == null ? 0 : before.ids().size());
        var oldest = known.entrySet().iterator();
        while (held > MOST_IDS && oldest.hasNext()) {
            held -= oldest.next().getValue().ids().size();
            oldest.remove();
        }
    }
}
