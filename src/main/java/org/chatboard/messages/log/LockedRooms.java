package org.chatboard.messages.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/** The rooms of a batch, locked in the order of their ids until its transaction ends. */
final class LockedRooms {

    private static final String LOCK =
            "select id, last_seq, last_change, kind, archived_at from rooms where id = any(?) order by id for update";

    private static final String MEMBERS = "select room_id, user_id from memberships where room_id = any(?)";

    private static final String ADVANCE = "update rooms set last_seq = ?, last_change = ? where id = ?";

    private final Map<UUID, LockedRoom> rooms = new HashMap<>();

    private LockedRooms() {}

    /** Locks rooms; those that do not exist are left out. */
    static LockedRooms lock(Connection connection, Set<UUID> ids) throws SQLException {
        LockedRooms locked = new LockedRooms();
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            MessageStore.set(select, 1, "uuid", ids.toArray());
            try (ResultSet row = select.executeQuery()) {
                locked.readRooms(row);
            }
        }
        // In a statement of its own: what is read together with the lock may be older than the lock.
        try (PreparedStatement select = connection.prepareStatement(MEMBERS)) {
            MessageStore.set(select, 1, "uuid", ids.toArray());
            try (ResultSet row = select.executeQuery()) {
                locked.readMembers(row);
            }
        }
        return locked;
    }

    private void readRooms(ResultSet row) throws SQLException {
        while (row.next()) {
            UUID id = row.getObject(1, UUID.class);
            rooms.put(
                    id,
                    new LockedRoom(
                            id,
                            row.getLong(2),
                            row.getLong(3),
                            RoomKind.OPEN.name().equals(row.getString(4)),
                            row.getObject(5) != null,
                            new HashSet<>()));
        }
    }

    private void readMembers(ResultSet row) throws SQLException {
        while (row.next()) {
            LockedRoom room = rooms.get(row.getObject(1, UUID.class));
            if (room != null) {
                room.memberIds.add(row.getObject(2, UUID.class));
            }
        }
    }

    /** A room; nothing when there is none of this id. */
    @Nullable
    LockedRoom get(UUID id) {
        return rooms.get(id);
    }

    /** Stores the counters of the rooms that changed. */
    void advance(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            for (LockedRoom room : rooms.values()) {
                if (room.isChanged()) {
                    update.setLong(1, room.lastSeq());
                    update.setLong(2, room.lastChange());
                    update.setObject(3, room.id);
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }
}
