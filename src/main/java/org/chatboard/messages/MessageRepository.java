package org.chatboard.messages;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.chatboard.messages.log.MessageRows;
import org.chatboard.messages.revision.FormerText;
import org.chatboard.platform.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages. Plain JDBC: an entity per row of a page would cost more than the page. Each question is one statement,
 * however long the history.
 */
@ApplicationScoped
class MessageRepository {

    private static final String MESSAGES = """
            select m.id, m.room_id, m.seq, m.change, m.sender_id, s.username as sender, m.client_id, m.body, m.reply_to,
                m.created_at, m.edited_at, m.deleted_at
            from messages m
            join users s on s.id = m.sender_id
            where m.room_id = ? and\s""";

    private static final String BY_ID = MESSAGES.replace("m.room_id = ? and", "m.id = ?");

    /** Nothing of a message is told to who is no member of its room. */
    private static final String BY_ID_FOR = BY_ID + """
            and exists (select 1 from memberships mine where mine.room_id = m.room_id and mine.user_id = ?)""";

    private static final String FORMER = """
            select r.change, r.body, r.written_at, r.replaced_at, r.replaced_by, u.username, r.withdrawn
            from message_revisions r
            join users u on u.id = r.replaced_by
            where r.message_id = ? and r.change > ?
            order by r.change fetch first ? rows only""";

    private static final String PAIR = """
            select m.user_id, u.username, m.last_read_seq
            from memberships m
            join rooms r on r.id = m.room_id
            join users u on u.id = m.user_id
            where m.room_id = ? and r.kind = 'DIRECT'""";

    private static final String BY_SEQ = MESSAGES + "m.seq between ? and ? order by m.seq";

    private static final String BY_CHANGE = MESSAGES + "m.change > ? order by m.change fetch first ? rows only";

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** Messages by number; as the numbers have no hole, a page is a range and costs the same at any depth. */
    List<MessageView> listBySeq(UUID roomId, long from, long to) {
        return list(BY_SEQ, roomId, from, to, Long.MAX_VALUE);
    }

    /**
     * What was touched after a change, oldest change first.
     *
     * @param characters of text, behind which nothing is read any more; the first message comes in any case
     */
    List<MessageView> listByChange(UUID roomId, long after, int limit, long characters) {
        return list(BY_CHANGE, roomId, after, limit, characters);
    }

    /** One message, wherever it is: for auditors alone. */
    Optional<MessageView> findAnywhere(UUID messageId) {
        return find(BY_ID, messageId, null);
    }

    /** One message of the rooms of a person. */
    Optional<MessageView> find(UUID userId, UUID messageId) {
        return find(BY_ID_FOR, messageId, userId);
    }

    /** What a message said before, oldest first, behind a change. */
    List<FormerText> listFormer(UUID messageId, long after, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FORMER)) {
            select.setObject(1, messageId);
            select.setLong(2, after);
            select.setInt(3, limit);
            List<FormerText> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new FormerText(
                            row.getLong(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            row.getObject(5, UUID.class),
                            row.getString(6),
                            row.getBoolean(7)));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    /** The two people of a room; empty when it is not a DIRECT one. */
    Optional<Pair> findPair(UUID roomId) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAIR)) {
            select.setObject(1, roomId);
            List<Pair.Reader> people = new ArrayList<>(2);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    people.add(new Pair.Reader(row.getObject(1, UUID.class), row.getString(2), row.getLong(3)));
                }
            }
            return people.size() == 2 ? Optional.of(new Pair(people.get(0), people.get(1))) : Optional.empty();
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private Optional<MessageView> find(String sql, UUID messageId, @Nullable UUID userId) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, messageId);
            if (userId != null) {
                select.setObject(2, userId);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(MessageRows.read(row)) : Optional.empty();
            }
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private List<MessageView> list(String sql, UUID roomId, long first, long second, long characters) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, roomId);
            select.setLong(2, first);
            select.setLong(3, second);
            List<MessageView> found = new ArrayList<>();
            long read = 0;
            try (ResultSet row = select.executeQuery()) {
                while (read < characters && row.next()) {
                    MessageView message = MessageRows.read(row);
                    found.add(message);
                    read += message.text().length();
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }
}
