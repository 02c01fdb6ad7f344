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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.Posted;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.rooms.RoomService;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch of posts, edits and withdrawals in one transaction: locks their rooms in the order of their ids, gives
 * every new message the next number and change of its room, and answers what was stored before with that first result.
 */
@ApplicationScoped
class MessageStore {

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

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

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
            LockedRooms rooms = LockedRooms.lock(
                    connection, batch.stream().map(Pending::roomId).collect(Collectors.toSet()));
            Map<PostKey, MessageView> known =
                    mayBeKnown ? findKnown(connection, only(Post.class, batch)) : new HashMap<>();
            RevisionBatch revisions = RevisionBatch.read(connection, only(Revision.class, batch));
            List<MessageView> added = new ArrayList<>(batch.size());
            for (Pending pending : batch) {
                LockedRoom room = rooms.get(pending.roomId());
                if (pending instanceof Revision revision) {
                    decide(revisions, revision, room);
                    continue;
                }
                Post post = (Post) pending;
                MessageView before = known.get(new PostKey(post));
                ChatBoardException refusal = refusal(connection, post, room);
                if (before != null && room != null && post.inDoubt() && isNewest(before, post.roomId(), room)) {
                    post.answer(new Posted(before, room.memberIds, false));
                } else if (before != null && (refusal == null || post.inDoubt())) {
                    post.answer(new Posted(before, Set.of(), true));
                } else if (refusal != null) {
                    post.refuse(refusal);
                } else if (room != null) {
                    MessageView message = room.add(post, Ids.next());
                    added.add(message);
                    known.put(new PostKey(post), message);
                    post.answer(new Posted(message, room.memberIds, false));
                }
            }
            if (!added.isEmpty()) {
                insert(connection, added);
            }
            if (!revisions.isEmpty()) {
                revisions.write(connection);
            }
            rooms.advance(connection);
        }
    }

    /** Outside of one, a room would stand behind its messages after half a batch, for ever; see {@code StartListener}. */
    private static void mustBeInTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new SQLException("The server has not enlisted the connection in the transaction");
        }
    }

    /** Why a post cannot be stored now; null when it can. */
    private static @Nullable ChatBoardException refusal(Connection connection, Post post, @Nullable LockedRoom room)
            throws SQLException {
        if (room == null || !room.has(post.sender().id())) {
            return room != null && room.open ? RoomService.notAMember() : RoomService.noSuchRoom();
        } else if (room.archived) {
            return RoomService.archived();
        } else if (!replyExists(connection, post)) {
            return Invalid.field("replyTo", "not_found", "The answered message is not in this room.");
        }
        return null;
    }

    private static void decide(RevisionBatch revisions, Revision revision, @Nullable LockedRoom room) {
        if (room != null && room.archived && room.has(revision.caller().id())) {
            revision.refuse(RoomService.archived());
        } else {
            revisions.decide(revision, room);
        }
    }

    /** Who got a later message has seen the hole and asked for this one; telling it now would be out of order. */
    private static boolean isNewest(MessageView message, UUID roomId, LockedRoom room) {
        return message.roomId().equals(roomId) && message.seq() == room.lastSeq();
    }

    private static <T extends Pending> List<T> only(Class<T> kind, List<Pending> batch) {
        return batch.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Map<PostKey, MessageView> findKnown(Connection connection, List<Post> batch) throws SQLException {
        Map<PostKey, MessageView> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            set(select, 1, "uuid", each(batch, post -> post.sender().id()));
            set(select, 2, "uuid", each(batch, post -> post.message().clientId()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    MessageView message = MessageRows.read(row);
                    known.put(new PostKey(message.senderId(), message.clientId()), message);
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
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
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
            insert.executeUpdate();
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
