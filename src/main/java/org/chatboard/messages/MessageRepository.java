package org.chatboard.messages;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.chatboard.platform.Unavailable;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/** Reads messages, and the list of a person's rooms: the one query that joins rooms, memberships, messages and people. */
@ApplicationScoped
class MessageRepository {

    /** Unread is counted from rows, and never more of them than this. */
    private static final int MAX_UNREAD = 1_000;

    private static final String MEMBERS = """
            select m.room_id, m.user_id, u.username, u.first_name, u.last_name, m.last_read_seq
            from memberships mine
            join memberships m on m.room_id = mine.room_id
            join users u on u.id = m.user_id
            where mine.user_id = ?
            order by m.joined_at, u.username""";

    private static final String ROOMS = """
            select r.id as room_id, r.kind, r.name, r.last_seq, r.last_change, mine.last_read_seq,
                (select count(*) from messages x
                 where x.room_id = r.id and x.seq > mine.last_read_seq and x.seq > r.last_seq - %d
                   and x.sender_id <> mine.user_id and x.deleted_at is null) as unread,
                l.id, l.seq, l.change, l.sender_id, s.username as sender, l.client_id, l.body, l.reply_to,
                l.created_at, l.edited_at, l.deleted_at
            from memberships mine
            join rooms r on r.id = mine.room_id
            left join messages l on l.room_id = r.id and l.seq = r.last_seq
            left join users s on s.id = l.sender_id
            where mine.user_id = ?
            order by coalesce(l.created_at, r.created_at) desc""".formatted(MAX_UNREAD);

    @PersistenceContext
    EntityManager entities;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** Messages by number; as the numbers have no hole, a page is a range and costs the same at any depth. */
    List<Message> listBySeq(UUID roomId, long from, long to) {
        return entities.createQuery(
                        "select m from Message m where m.roomId = :room and m.seq between :from and :to order by m.seq",
                        Message.class)
                .setParameter("room", roomId)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    /** What was touched after a change, oldest change first. */
    List<Message> listByChange(UUID roomId, long after, int limit) {
        return entities.createQuery(
                        "select m from Message m where m.roomId = :room and m.change > :after order by m.change",
                        Message.class)
                .setParameter("room", roomId)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The rooms of a person, newest activity first. */
    List<RoomSummary> listRooms(UUID userId) {
        try (Connection connection = database.getConnection()) {
            Map<UUID, List<MemberView>> members = members(connection, userId);
            try (PreparedStatement select = connection.prepareStatement(ROOMS)) {
                select.setObject(1, userId);
                List<RoomSummary> rooms = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rooms.add(summary(row, members, userId));
                    }
                }
                return rooms;
            }
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private static Map<UUID, List<MemberView>> members(Connection connection, UUID userId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(MEMBERS)) {
            select.setObject(1, userId);
            Map<UUID, List<MemberView>> members = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    members.computeIfAbsent(row.getObject("room_id", UUID.class), roomId -> new ArrayList<>(2))
                            .add(new MemberView(
                                    row.getObject("user_id", UUID.class),
                                    row.getString("username"),
                                    row.getString("first_name") + " " + row.getString("last_name"),
                                    row.getLong("last_read_seq")));
                }
            }
            return members;
        }
    }

    private static RoomSummary summary(ResultSet row, Map<UUID, List<MemberView>> members, UUID userId)
            throws SQLException {
        UUID roomId = row.getObject("room_id", UUID.class);
        List<MemberView> here = members.getOrDefault(roomId, List.of());
        RoomKind kind = RoomKind.valueOf(row.getString("kind"));
        String name = kind == RoomKind.DIRECT ? RoomSummary.directName(here, userId) : row.getString("name");
        return new RoomSummary(
                roomId,
                kind,
                name,
                here,
                row.getLong("last_seq"),
                row.getLong("last_change"),
                row.getLong("last_read_seq"),
                row.getInt("unread"),
                row.getObject("id", UUID.class) == null ? null : read(row));
    }

    /** A row of {@code messages}, joined with the sender's user name. */
    static MessageView read(ResultSet row) throws SQLException {
        return new MessageView(
                row.getObject("id", UUID.class),
                row.getObject("room_id", UUID.class),
                row.getLong("seq"),
                row.getLong("change"),
                row.getObject("sender_id", UUID.class),
                row.getString("sender"),
                row.getObject("client_id", UUID.class),
                row.getString("body"),
                row.getObject("reply_to", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "edited_at"),
                instant(row, "deleted_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
