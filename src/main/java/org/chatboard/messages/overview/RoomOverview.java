package org.chatboard.messages.overview;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.chatboard.messages.RoomSummary;
import org.chatboard.messages.log.MessageRows;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Unavailable;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;

/**
 * Reads the rooms of people. A list is two statements, however many rooms there are and however large they are: of each
 * room only the first hundred members are read.
 */
@ApplicationScoped
public class RoomOverview {

    /** Unread is counted from rows, and never more of them than this. */
    private static final int MAX_UNREAD = 1_000;

    private static final String ROOM = """
            select r.id as room_id, r.kind, r.name, r.topic, r.archived_at, r.member_count, r.last_seq, r.last_change,
                mine.role, mine.last_read_seq, mine.user_id, coalesce(l.created_at, r.created_at) as active_at, l.id,
                l.seq, l.change, l.sender_id, s.username as sender, l.client_id, l.body, l.reply_to, l.created_at,
                l.edited_at, l.deleted_at
            from memberships mine
            join rooms r on r.id = mine.room_id
            left join messages l on l.room_id = r.id and l.seq = r.last_seq
            left join users s on s.id = l.sender_id
            where\s""";

    /**
     * First the rooms that are wanted, then their unread messages: else those of all rooms are counted before most rooms
     * are dropped.
     */
    private static final String ROOMS = """
            select w.*,
                (select count(*) from messages x
                 where x.room_id = w.room_id and x.seq > w.last_read_seq and x.seq > w.last_seq - %d
                   and x.sender_id <> w.user_id and x.deleted_at is null) as unread
            from ({which}) w
            order by w.active_at desc, w.room_id desc""".formatted(MAX_UNREAD);

    private static final String ONE = ROOMS.replace("{which}", ROOM + "mine.user_id = ? and mine.room_id = ?");

    private static final String NEWEST =
            ROOM + "mine.user_id = ?{behind} order by active_at desc, room_id desc fetch first ? rows only";

    private static final String FIRST_PAGE = ROOMS.replace("{which}", NEWEST.replace("{behind}", ""));

    private static final String NEXT_PAGE = ROOMS.replace(
            "{which}", NEWEST.replace("{behind}", " and (coalesce(l.created_at, r.created_at), r.id) < (?, ?)"));

    private static final String MEMBERS = """
            select m.room_id, m.user_id, u.username, u.first_name, u.last_name, a.version, m.role, m.last_read_seq
            from rooms r
            join memberships m on m.room_id = r.id and m.place <= r.listed_to
            join users u on u.id = m.user_id
            left join avatars a on a.user_id = m.user_id
            where r.id = any(?)
            order by m.place, m.joined_at, u.username""";

    private static final String NEWEST_SAID = """
            select x.seq, x.sender_id from messages x
            where x.room_id = ? and x.seq > ? - %d and x.deleted_at is null
            order by x.seq""".formatted(MAX_UNREAD);

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,17})_(.{36})");

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** A room and since when nothing has happened there. */
    private record Row(RoomSummary room, Instant activeAt) {}

    /** What differs between the members of a room. */
    private record Viewer(MemberRole role, long lastReadSeq) {}

    /** The rooms of a person, newest activity first, at most so many. */
    public List<RoomSummary> list(UUID userId, int limit) {
        return rows(userId, FIRST_PAGE, userId, limit).stream().map(Row::room).toList();
    }

    /** A page of the rooms of a person, newest activity first. */
    public OverviewPage page(UUID userId, String cursor, int limit) {
        List<Row> found;
        if (cursor.isEmpty()) {
            found = rows(userId, FIRST_PAGE, userId, limit + 1);
        } else {
            Matcher parts = CURSOR.matcher(cursor);
            UUID id = parts.matches() ? Ids.parse(parts.group(2)).orElseThrow(RoomOverview::wrongCursor) : null;
            if (id == null) {
                throw wrongCursor();
            }
            OffsetDateTime at = Instant.EPOCH
                    .plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS)
                    .atOffset(ZoneOffset.UTC);
            found = rows(userId, NEXT_PAGE, userId, at, id, limit + 1);
        }
        List<Row> page = found.subList(0, Math.min(limit, found.size()));
        return new OverviewPage(
                page.stream().map(Row::room).toList(), found.size() > limit ? cursor(page.get(limit - 1)) : null);
    }

    /** One room as this member sees it. */
    public Optional<RoomSummary> find(UUID userId, UUID roomId) {
        return rows(userId, ONE, userId, roomId).stream().map(Row::room).findFirst();
    }

    /** One room as each of these members sees it. The statements are as many for one member as for thousands. */
    public Map<UUID, RoomSummary> findFor(UUID roomId, Set<UUID> viewerIds) {
        try (Connection connection = database.getConnection()) {
            Map<UUID, Viewer> viewers = viewers(connection, roomId, viewerIds);
            Map<UUID, RoomSummary> seen = new HashMap<>();
            for (UUID anyone : viewers.keySet().stream().limit(1).toList()) {
                for (Row row : rows(connection, anyone, ONE, anyone, roomId)) {
                    Unread unread =
                            new Unread(newestSaid(connection, roomId, row.room().lastSeq()));
                    viewers.forEach((userId, viewer) -> seen.put(
                            userId,
                            row.room()
                                    .as(viewer.role(), viewer.lastReadSeq(), unread.of(userId, viewer.lastReadSeq()))));
                }
            }
            return seen;
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private List<Row> rows(UUID userId, String sql, Object... values) {
        try (Connection connection = database.getConnection()) {
            return rows(connection, userId, sql, values);
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private static List<Row> rows(Connection connection, UUID userId, String sql, Object... values)
            throws SQLException {
        List<Row> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Row(
                            summary(row),
                            row.getObject("active_at", OffsetDateTime.class).toInstant()));
                }
            }
        }
        Map<UUID, List<MemberView>> members =
                members(connection, found.stream().map(row -> row.room().id()).toList());
        return found.stream()
                .map(row -> new Row(
                        row.room().with(members.getOrDefault(row.room().id(), List.of()), userId), row.activeAt()))
                .toList();
    }

    private static Map<UUID, List<MemberView>> members(Connection connection, List<UUID> roomIds) throws SQLException {
        if (roomIds.isEmpty()) {
            return Map.of();
        }
        Array ids = connection.createArrayOf("uuid", roomIds.toArray());
        try (PreparedStatement select = connection.prepareStatement(MEMBERS)) {
            select.setArray(1, ids);
            Map<UUID, List<MemberView>> members = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    members.computeIfAbsent(row.getObject("room_id", UUID.class), roomId -> new ArrayList<>(2))
                            .add(new MemberView(
                                    row.getObject("user_id", UUID.class),
                                    row.getString("username"),
                                    row.getString("first_name") + " " + row.getString("last_name"),
                                    text(row, "version"),
                                    MemberRole.valueOf(row.getString("role")),
                                    row.getLong("last_read_seq")));
                }
            }
            return members;
        } finally {
            ids.free();
        }
    }

    private static Map<UUID, Viewer> viewers(Connection connection, UUID roomId, Set<UUID> viewerIds)
            throws SQLException {
        Array ids = connection.createArrayOf("uuid", viewerIds.toArray());
        try (PreparedStatement select = connection.prepareStatement(
                "select user_id, role, last_read_seq from memberships where room_id = ? and user_id = any(?)")) {
            select.setObject(1, roomId);
            select.setArray(2, ids);
            Map<UUID, Viewer> viewers = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    viewers.put(
                            row.getObject(1, UUID.class),
                            new Viewer(MemberRole.valueOf(row.getString(2)), row.getLong(3)));
                }
            }
            return viewers;
        } finally {
            ids.free();
        }
    }

    private static List<Unread.Said> newestSaid(Connection connection, UUID roomId, long lastSeq) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST_SAID)) {
            select.setObject(1, roomId);
            select.setLong(2, lastSeq);
            List<Unread.Said> said = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    said.add(new Unread.Said(row.getLong(1), row.getObject(2, UUID.class)));
                }
            }
            return said;
        }
    }

    private static RoomSummary summary(ResultSet row) throws SQLException {
        OffsetDateTime archivedAt = row.getObject("archived_at", OffsetDateTime.class);
        return new RoomSummary(
                row.getObject("room_id", UUID.class),
                RoomKind.valueOf(row.getString("kind")),
                text(row, "name"),
                text(row, "topic"),
                archivedAt == null ? null : archivedAt.toInstant(),
                MemberRole.valueOf(row.getString("role")),
                row.getInt("member_count"),
                List.of(),
                row.getLong("last_seq"),
                row.getLong("last_change"),
                row.getLong("last_read_seq"),
                row.getInt("unread"),
                row.getObject("id", UUID.class) == null ? null : MessageRows.read(row));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static String cursor(Row last) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, last.activeAt()) + "_"
                + last.room().id();
    }

    private static Invalid wrongCursor() {
        return Invalid.field("cursor", "wrong_type", "cursor must be the nextCursor of the page before.");
    }
}
