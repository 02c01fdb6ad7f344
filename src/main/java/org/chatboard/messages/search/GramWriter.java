package org.chatboard.messages.search;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Keeps what {@link GramRepository} finds messages by. It follows the changes of each room as a client does that comes
 * back, so that new, edited and withdrawn messages, an import and the history of before all come the same way, and
 * whoever posts pays nothing for it.
 */
@ApplicationScoped
class GramWriter {

    private static final int MOST_ROOMS = 200;
    private static final int MOST_MESSAGES = 1_000;

    /** Of texts, behind which nothing more is read into memory. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final int AT_ONCE = 100;

    private static final String ALONE = "select pg_try_advisory_xact_lock(7306094)";

    private static final String BEHIND = """
            select r.id, coalesce(p.indexed_change, 0) as indexed_change
            from rooms r
            left join search_progress p on p.room_id = r.id
            where r.last_change > coalesce(p.indexed_change, 0)
            fetch first %d rows only""".formatted(MOST_ROOMS);

    private static final String CHANGED = """
            select id, sender_id, change, created_at, body, deleted_at is not null as is_withdrawn
            from messages
            where room_id = ? and change > ?
            order by change
            fetch first ? rows only""";

    private static final String FORGET = "delete from message_search where message_id = any(?)";

    private static final String KEEP = """
            insert into message_search (message_id, room_id, sender_id, created_at, folded)
            select * from unnest(cast(? as uuid array), cast(? as uuid array), cast(? as uuid array),
                cast(? as timestamp with time zone array), cast(? as varchar array))
            on conflict (message_id) do update set folded = excluded.folded""";

    private static final String ADVANCE = """
            insert into search_progress (room_id, indexed_change)
            select * from unnest(cast(? as uuid array), cast(? as bigint array))
            on conflict (room_id) do update set indexed_change = excluded.indexed_change""";

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    private record Row(UUID id, UUID roomId, UUID senderId, String createdAt, String folded) {}

    /** What is taken over in one transaction. */
    private static final class Batch {
        private final List<Row> rows = new ArrayList<>();
        private final List<UUID> withdrawn = new ArrayList<>();
        private final Map<UUID, Long> progress = new LinkedHashMap<>();
        private int characters;

        int size() {
            return rows.size() + withdrawn.size();
        }

        boolean isFull() {
            return size() >= MOST_MESSAGES || characters >= MOST_CHARACTERS;
        }
    }

    /**
     * Takes over some of what changed.
     *
     * @return whether there may be more; false as well while another server does it
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    boolean follow() throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (!isAlone(connection)) {
                return false;
            }
            Batch batch = new Batch();
            Map<UUID, Long> behind = behind(connection);
            for (Map.Entry<UUID, Long> room : behind.entrySet()) {
                if (batch.isFull()) {
                    break;
                }
                read(connection, room.getKey(), room.getValue(), batch);
            }
            write(connection, batch);
            return batch.isFull() || behind.size() == MOST_ROOMS;
        }
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ALONE)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Map<UUID, Long> behind(Connection connection) throws SQLException {
        Map<UUID, Long> behind = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(BEHIND);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                behind.put(row.getObject(1, UUID.class), row.getLong(2));
            }
        }
        return behind;
    }

    private static void read(Connection connection, UUID roomId, long after, Batch batch) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CHANGED)) {
            select.setFetchSize(AT_ONCE);
            select.setObject(1, roomId);
            select.setLong(2, after);
            select.setInt(3, MOST_MESSAGES - batch.size());
            try (ResultSet row = select.executeQuery()) {
                while (!batch.isFull() && row.next()) {
                    UUID id = row.getObject("id", UUID.class);
                    batch.progress.put(roomId, row.getLong("change"));
                    if (row.getBoolean("is_withdrawn")) {
                        batch.withdrawn.add(id);
                    } else {
                        String folded = FoldedText.fold(row.getString("body"));
                        batch.characters += folded.length();
                        batch.rows.add(new Row(
                                id,
                                roomId,
                                row.getObject("sender_id", UUID.class),
                                row.getString("created_at"),
                                folded));
                    }
                }
            }
        }
    }

    private static void write(Connection connection, Batch batch) throws SQLException {
        if (!batch.withdrawn.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
                set(delete, 1, "uuid", batch.withdrawn.toArray());
                delete.executeUpdate();
            }
        }
        if (!batch.rows.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
                set(insert, 1, "uuid", each(batch.rows, Row::id));
                set(insert, 2, "uuid", each(batch.rows, Row::roomId));
                set(insert, 3, "uuid", each(batch.rows, Row::senderId));
                set(insert, 4, "varchar", each(batch.rows, Row::createdAt));
                set(insert, 5, "varchar", each(batch.rows, Row::folded));
                insert.executeUpdate();
            }
        }
        if (!batch.progress.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(ADVANCE)) {
                set(insert, 1, "uuid", batch.progress.keySet().toArray());
                set(insert, 2, "int8", batch.progress.values().toArray());
                insert.executeUpdate();
            }
        }
    }

    private static void set(PreparedStatement statement, int parameter, String type, Object[] values)
            throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    }

    private static Object[] each(List<Row> rows, Function<Row, Object> field) {
        return rows.stream().map(field).toArray();
    }
}
