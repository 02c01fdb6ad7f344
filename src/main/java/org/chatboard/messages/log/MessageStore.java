package org.chatboard.messages.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.Posted;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.RoomService;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch of posts, edits and withdrawals in one transaction: locks their rooms in the order of their ids, gives
 * every new message the next number and change of its room, and answers what was stored before with that first result.
 */
@ApplicationScoped
class MessageStore {

    private static final String LOCK =
            "select id, last_seq, last_change, kind, archived_at from rooms where id = any(?) order by id for update";

    private static final String MEMBERS = "select room_id, user_id from memberships where room_id = any(?)";

    private static final String KNOWN = """
            select m.*, u.username as sender
            from unnest(cast(? as uuid array), cast(? as uuid array)) k (sender_id, client_id)
            join messages m on m.sender_id = k.sender_id and m.client_id = k.client_id
            join users u on u.id = m.sender_id""";

    private static final String INSERT = """
            insert into messages (id, room_id, seq, change, sender_id, client_id, body, reply_to, created_at)
            select * from unnest(cast(? as uuid array), cast(? as uuid array), cast(? as bigint array),
                cast(? as bigint array), cast(? as uuid array), cast(? as uuid array), cast(? as varchar array),
                cast(? as uuid array), cast(? as timestamp with time zone array))""";

    /** PostgreSQL writes every violated constraint into its log; a message that is sent again is no error of anybody. */
    private static final String UNLESS_KNOWN = " on conflict (sender_id, client_id) do nothing";

    private static final String ADVANCE = "update rooms set last_seq = ?, last_change = ? where id = ?";

    private static final String KNOWN_STATE = "23505";

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** The counters of a locked room and who is in it. */
    static final class LockedRoom {
        private long lastSeq;
        private long lastChange;
        private boolean changed;
        private boolean open;
        private boolean archived;
        private final Set<UUID> memberIds = new HashSet<>();

        /** Takes the next change of the room. */
        long nextChange() {
            changed = true;
            return ++lastChange;
        }

        /** Whether nothing in the room changed after this message. */
        boolean isNewest(MessageView message) {
            return message.change() == lastChange;
        }

        Set<UUID> memberIds() {
            return memberIds;
        }
    }

    /** The sender and the sender's own id of a message: what makes a retry known. */
    private record Key(UUID senderId, UUID clientId) {

        Key(Post post) {
            this(post.sender().id(), post.message().clientId());
        }
    }

    /**
     * Stores what is new; sets each post's answer. All of it is committed when this returns.
     *
     * @param mayBeKnown whether to look for posts that were stored before; without it such a post fails the batch with
     *     SQLSTATE 23505, which is cheaper as hardly any is sent twice
     * @throws SQLException when nothing of the batch is stored
     */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    void append(List<Pending> batch, boolean mayBeKnown) throws SQLException {
        try (Connection connection = database.getConnection()) {
            mustBeInTransaction(connection);
            Map<UUID, LockedRoom> rooms = lockRooms(connection, batch);
            Map<Key, MessageView> known = mayBeKnown ? findKnown(connection, only(Post.class, batch)) : new HashMap<>();
            RevisionBatch revisions = RevisionBatch.read(connection, only(Revision.class, batch));
            List<MessageView> added = new ArrayList<>(batch.size());
            for (Pending pending : batch) {
                LockedRoom room = rooms.get(pending.roomId());
                if (pending instanceof Revision revision) {
                    decide(revisions, revision, room);
                    continue;
                }
                Post post = (Post) pending;
                MessageView before = known.get(new Key(post));
                if (before != null && room != null && post.inDoubt() && isNewest(before, post.roomId(), room)) {
                    post.answer(new Posted(before, room.memberIds, false));
                } else if (before != null) {
                    post.answer(new Posted(before, Set.of(), true));
                } else if (room == null
                        || !room.memberIds.contains(post.sender().id())) {
                    post.refuse(room != null && room.open ? RoomService.notAMember() : RoomService.noSuchRoom());
                } else if (room.archived) {
                    post.refuse(RoomService.archived());
                } else if (!replyExists(connection, post)) {
                    post.refuse(Invalid.field("replyTo", "not_found", "The answered message is not in this room."));
                } else {
                    MessageView message = number(post, room);
                    added.add(message);
                    known.put(new Key(post), message);
                    post.answer(new Posted(message, room.memberIds, false));
                }
            }
            if (!added.isEmpty()) {
                insert(connection, added);
            }
            if (!revisions.isEmpty()) {
                revisions.write(connection);
            }
            if (!added.isEmpty() || !revisions.isEmpty()) {
                advance(connection, rooms);
            }
        }
    }

    /** Outside of one, a room would stand behind its messages after half a batch, for ever; see {@code StartListener}. */
    private static void mustBeInTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new SQLException("The server has not enlisted the connection in the transaction");
        }
    }

    private static void decide(RevisionBatch revisions, Revision revision, @Nullable LockedRoom room) {
        if (room != null
                && room.archived
                && room.memberIds.contains(revision.caller().id())) {
            revision.refuse(RoomService.archived());
        } else {
            revisions.decide(revision, room);
        }
    }

    /** Who got a later message has seen the hole and asked for this one; telling it now would be out of order. */
    private static boolean isNewest(MessageView message, UUID roomId, LockedRoom room) {
        return message.roomId().equals(roomId) && message.seq() == room.lastSeq;
    }

    private static MessageView number(Post post, LockedRoom room) {
        room.lastSeq++;
        return new MessageView(
                Ids.next(),
                post.roomId(),
                room.lastSeq,
                room.nextChange(),
                post.sender().id(),
                post.sender().username(),
                post.message().clientId(),
                post.message().text(),
                post.message().replyTo(),
                post.at(),
                null,
                null);
    }

    private static Map<UUID, LockedRoom> lockRooms(Connection connection, List<Pending> batch) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        batch.forEach(post -> ids.add(post.roomId()));
        Map<UUID, LockedRoom> rooms = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LOCK)) {
            set(select, 1, "uuid", ids.toArray());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    LockedRoom room = new LockedRoom();
                    room.lastSeq = row.getLong(2);
                    room.lastChange = row.getLong(3);
                    room.open = RoomKind.OPEN.name().equals(row.getString(4));
                    room.archived = row.getObject(5) != null;
                    rooms.put(row.getObject(1, UUID.class), room);
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement(MEMBERS)) {
            set(select, 1, "uuid", ids.toArray());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    LockedRoom room = rooms.get(row.getObject(1, UUID.class));
                    if (room != null) {
                        room.memberIds.add(row.getObject(2, UUID.class));
                    }
                }
            }
        }
        return rooms;
    }

    private static <T extends Pending> List<T> only(Class<T> kind, List<Pending> batch) {
        return batch.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Map<Key, MessageView> findKnown(Connection connection, List<Post> batch) throws SQLException {
        Map<Key, MessageView> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            set(select, 1, "uuid", each(batch, post -> post.sender().id()));
            set(select, 2, "uuid", each(batch, post -> post.message().clientId()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    MessageView message = MessageRows.read(row);
                    known.put(new Key(message.senderId(), message.clientId()), message);
                }
            }
        }
        return known;
    }

    private static boolean replyExists(Connection connection, Post post) throws SQLException {
        UUID replyTo = post.message().replyTo();
        if (replyTo == null) {
            return true;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from messages where id = ? and room_id = ?")) {
            select.setObject(1, replyTo);
            select.setObject(2, post.roomId());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void insert(Connection connection, List<MessageView> messages) throws SQLException {
        boolean tellsKnown = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        try (PreparedStatement insert = connection.prepareStatement(tellsKnown ? INSERT + UNLESS_KNOWN : INSERT)) {
            set(insert, 1, "uuid", each(messages, MessageView::id));
            set(insert, 2, "uuid", each(messages, MessageView::roomId));
            set(insert, 3, "int8", each(messages, MessageView::seq));
            set(insert, 4, "int8", each(messages, MessageView::change));
            set(insert, 5, "uuid", each(messages, MessageView::senderId));
            set(insert, 6, "uuid", each(messages, MessageView::clientId));
            set(insert, 7, "varchar", each(messages, MessageView::text));
            set(insert, 8, "uuid", each(messages, MessageView::replyTo));
            set(
                    insert,
                    9,
                    "varchar",
                    each(messages, message -> message.createdAt().toString()));
            if (insert.executeUpdate() < messages.size()) {
                throw new SQLException("A message of the batch is stored already", KNOWN_STATE);
            }
        }
    }

    private static void advance(Connection connection, Map<UUID, LockedRoom> rooms) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            for (Map.Entry<UUID, LockedRoom> room : rooms.entrySet()) {
                if (room.getValue().changed) {
                    update.setLong(1, room.getValue().lastSeq);
                    update.setLong(2, room.getValue().lastChange);
                    update.setObject(3, room.getKey());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    /** Lists go as arrays: one statement for a batch of any size, which the database prepares once. */
    static void set(PreparedStatement statement, int parameter, String type, @Nullable Object[] values)
            throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    }

    static <T> @Nullable Object[] each(List<T> all, Function<T, @Nullable Object> field) {
        return all.stream().map(field).toArray();
    }
}
