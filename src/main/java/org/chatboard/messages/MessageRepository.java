package org.chatboard.messages;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.chatboard.messages.log.MessageRows;
import org.chatboard.platform.Unavailable;

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
