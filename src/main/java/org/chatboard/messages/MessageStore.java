package org.chatboard.messages;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch of posts in one transaction: locks their rooms in the order of their ids, gives every new message the
 * next number and change of its room, and answers what was stored before with that first result.
 */
@ApplicationScoped
class MessageStore {

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** The counters of a locked room and who is in it. */
    private static final class LockedRoom {
        private long lastSeq;
        private long lastChange;
        private final Set<UUID> memberIds = new HashSet<>();
    }

    /** The sender and the sender's own id of a message: what makes a retry known. */
    private record Key(UUID senderId, UUID clientId) {

        Key(MessageLog.Pending post) {
            this(post.sender().id(), post.message().clientId());
        }
    }

    /**
     * Stores what is new; sets each post's answer. All of it is committed when this returns.
     *
     * @throws SQLException when nothing of the batch is stored
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void append(List<MessageLog.Pending> batch) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Map<UUID, LockedRoom> rooms = lockRooms(connection, batch);
            Map<Key, MessageView> known = findKnown(connection, batch);
            Set<UUID> changed = new HashSet<>();
            List<MessageView> added = new ArrayList<>(batch.size());
            for (MessageLog.Pending post : batch) {
                LockedRoom room = rooms.get(post.roomId());
                MessageView before = known.get(new Key(post));
                if (before != null && room != null && post.inDoubt() && isNewest(before, post.roomId(), room)) {
                    post.answer(new Posted(before, room.memberIds, false));
                } else if (before != null) {
                    post.answer(new Posted(before, Set.of(), true));
                } else if (room == null
                        || !room.memberIds.contains(post.sender().id())) {
                    post.refuse(new NotFound("not_found", "There is no such room, or you are not a member of it."));
                } else if (!replyExists(connection, post)) {
                    post.refuse(Invalid.field("replyTo", "not_found", "The answered message is not in this room."));
                } else {
                    MessageView message = number(post, room);
                    added.add(message);
                    changed.add(message.roomId());
                    known.put(new Key(post), message);
                    post.answer(new Posted(message, room.memberIds, false));
                }
            }
            insert(connection, added);
            advance(connection, rooms, changed);
        }
    }

    /** Who got a later message has seen the hole and asked for this one; telling it now would be out of order. */
    private static boolean isNewest(MessageView message, UUID roomId, LockedRoom room) {
        return message.roomId().equals(roomId) && message.seq() == room.lastSeq;
    }

    private static MessageView number(MessageLog.Pending post, LockedRoom room) {
        room.lastSeq++;
        room.lastChange++;
        return new MessageView(
                Ids.next(),
                post.roomId(),
                room.lastSeq,
                room.lastChange,
                post.sender().id(),
                post.sender().username(),
                post.message().clientId(),
                post.message().text(),
                post.message().replyTo(),
                post.at(),
                null,
                null);
    }

    private static Map<UUID, LockedRoom> lockRooms(Connection connection, List<MessageLog.Pending> batch)
            throws SQLException {
        Set<UUID> ids = new HashSet<>();
        batch.forEach(post -> ids.add(post.roomId()));
        Map<UUID, LockedRoom> rooms = new LinkedHashMap<>();
        String lock =
                "select id, last_seq, last_change from rooms where id in (" + marks(ids) + ") order by id for update";
        try (PreparedStatement select = prepared(connection, lock, ids);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                LockedRoom room = new LockedRoom();
                room.lastSeq = row.getLong("last_seq");
                room.lastChange = row.getLong("last_change");
                rooms.put(row.getObject("id", UUID.class), room);
            }
        }
        String members = "select room_id, user_id from memberships where room_id in (" + marks(ids) + ")";
        try (PreparedStatement select = prepared(connection, members, ids);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                LockedRoom room = rooms.get(row.getObject("room_id", UUID.class));
                if (room != null) {
                    room.memberIds.add(row.getObject("user_id", UUID.class));
                }
            }
        }
        return rooms;
    }

    private static Map<Key, MessageView> findKnown(Connection connection, List<MessageLog.Pending> batch)
            throws SQLException {
        String sql = "select m.*, u.username as sender from messages m join users u on u.id = m.sender_id where "
                + String.join(" or ", Collections.nCopies(batch.size(), "(m.sender_id = ? and m.client_id = ?)"));
        Map<Key, MessageView> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int column = 1;
            for (MessageLog.Pending post : batch) {
                select.setObject(column++, post.sender().id());
                select.setObject(column++, post.message().clientId());
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    MessageView message = MessageRepository.read(row);
                    known.put(new Key(message.senderId(), message.clientId()), message);
                }
            }
        }
        return known;
    }

    private static boolean replyExists(Connection connection, MessageLog.Pending post) throws SQLException {
        UUID replyTo = post.message().replyTo();
        if (replyTo == null) {
            return true;
        }
        try (PreparedStatement select = prepared(
                connection, "select 1 from messages where id = ? and room_id = ?", List.of(replyTo, post.roomId()))) {
            return select.executeQuery().next();
        }
    }

    private static void insert(Connection connection, List<MessageView> messages) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into messages (id, room_id, seq, change, sender_id, client_id, body, reply_to, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (MessageView message : messages) {
                insert.setObject(1, message.id());
                insert.setObject(2, message.roomId());
                insert.setLong(3, message.seq());
                insert.setLong(4, message.change());
                insert.setObject(5, message.senderId());
                insert.setObject(6, message.clientId());
                insert.setString(7, message.text());
                insert.setObject(8, message.replyTo());
                insert.setObject(9, message.createdAt().atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void advance(Connection connection, Map<UUID, LockedRoom> rooms, Set<UUID> changed)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update rooms set last_seq = ?, last_change = ? where id = ?")) {
            for (Map.Entry<UUID, LockedRoom> room : rooms.entrySet()) {
                if (changed.contains(room.getKey())) {
                    update.setLong(1, room.getValue().lastSeq);
                    update.setLong(2, room.getValue().lastChange);
                    update.setObject(3, room.getKey());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private static String marks(Collection<UUID> ids) {
        return String.join(", ", Collections.nCopies(ids.size(), "?"));
    }

    private static PreparedStatement prepared(Connection connection, String sql, Collection<@Nullable UUID> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int column = 1;
        for (UUID value : values) {
            statement.setObject(column++, value);
        }
        return statement;
    }
}
