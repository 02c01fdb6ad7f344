package org.chatboard.messages.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of a batch, locked in the order of their ids until its transaction ends. With PostgreSQL each way to the database
 * and back is a good part of what a small batch costs, so that what it can do at once it is told at once.
 */
final class LockedRooms {

    private static final String LOCK =
            "select id, last_seq, last_change, kind, archived_at from rooms where id = any(?) order by id for update";

    private static final String MEMBERS = "select room_id, user_id from memberships where room_id = any(?)";

    private static final String LOCK_AND_MEMBERS = LOCK + ";" + MEMBERS;

    private static final String ADVANCE = "update rooms set last_seq = ?, last_change = ? where id = ?";

    /** Goes before a statement of PostgreSQL, as its first three parameters: {@link #setAdvanced}. */
    static final String ADVANCED = """
            with advanced as (
                update rooms r set last_seq = k.last_seq, last_change = k.last_change
                from unnest(cast(? as uuid array), cast(? as bigint array), cast(? as bigint array))
                    k (id, last_seq, last_change)
                where r.id = k.id)
            """;

    private final Map<UUID, LockedRoom> rooms = new HashMap<>();

    private LockedRooms() {}

    /**
     * Locks rooms; those that do not exist are left out.
     *
     * @param asksAtOnce whether the database takes several questions in one statement
     */
    static LockedRooms lock(Connection connection, Set<UUID> ids, boolean asksAtOnce) throws SQLException {
        LockedRooms locked = new LockedRooms();
        try (PreparedStatement select = connection.prepareStatement(asksAtOnce ? LOCK_AND_MEMBERS : LOCK)) {
            MessageStore.set(select, 1, "uuid", ids.toArray());
            if (asksAtOnce) {
                MessageStore.set(select, 2, "uuid", ids.toArray());
            }
            select.execute();
            try (ResultSet row = select.getResultSet()) {
                locked.readRooms(row);
            }
            if (asksAtOnce && select.getMoreResults()) {
                try (ResultSet row = select.getResultSet()) {
                    locked.readMembers(row);
                }
            }
        }
        if (!asksAtOnce) {
            try (PreparedStatement select = connection.prepareStatement(MEMBERS)) {
                MessageStore.set(select, 1, "uuid", ids.toArray());
                try (ResultSet row = select.executeQuery()) {
                    locked.readMembers(row);
                }
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
                            row.getObject(5) != null));
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
            for (LockedRoom room : changed()) {
                update.setLong(1, room.lastSeq());
                update.setLong(2, room.lastChange());
                update.setObject(3, room.id);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Has the counters of the rooms that changed stored by a statement that begins with {@link #ADVANCED}. */
    void setAdvanced(PreparedStatement statement) throws SQLException {
        List<LockedRoom> changed = changed();
        MessageStore.set(statement, 1, "uuid", MessageStore.each(changed, room -> room.id));
        MessageStore.set(statement, 2, "int8", MessageStore.each(changed, LockedRoom::lastSeq));
        MessageStore.set(statement, 3, "int8", MessageStore.each(changed, LockedRoom::lastChange));
    }

    private List<LockedRoom> changed() {
        return rooms.values().stream().filter(LockedRoom::isChanged).toList();
    }
}
