package org.chatboard.rooms.groups;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Unavailable;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/** Writes the tables {@code rooms} and {@code memberships} for rooms of more than two. */
@ApplicationScoped
class GroupRepository {

    /** So many members stand in the lists of rooms. */
    private static final int LISTED = 100;

    private static final String VIOLATED = "23505";

    private static final Pattern UNHELD = Pattern.compile("[\\x00\\p{Cs}]");

    private static final String CHANNELS = """
            select r.id, r.name, r.topic, r.archived_at, r.member_count,
                exists (select 1 from memberships m where m.room_id = r.id and m.user_id = ?) as joined
            from rooms r""";

    private static final String MEMBERS = """
            select m.place, m.user_id, u.username, u.first_name, u.last_name, m.role, m.last_read_seq
            from memberships m
            join users u on u.id = m.user_id
            where m.room_id = ?""";

    /** A member and the place in the list. */
    record Listed(MemberView member, long place) {}

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** A room, locked until the end of the transaction; empty when there is none or it is not for this person to know. */
    Optional<Group> lock(UUID userId, UUID roomId) {
        Optional<Group> room = one(
                "select kind, name, topic, archived_at, last_seq, member_count from rooms where id = ? for update",
                row -> new Group(
                        roomId,
                        RoomKind.valueOf(row.getString("kind")),
                        text(row, "name"),
                        text(row, "topic"),
                        instant(row, "archived_at"),
                        row.getLong("last_seq"),
                        row.getInt("member_count"),
                        null),
                roomId);
        // The role in a statement of its own: what is read together with the lock may be older than the lock.
        return room.map(found -> found.as(findRole(roomId, userId).orElse(null)))
                .filter(found -> found.role() != null || found.kind() == RoomKind.OPEN);
    }

    Optional<MemberRole> findRole(UUID roomId, UUID userId) {
        return one(
                "select role from memberships where room_id = ? and user_id = ?",
                row -> MemberRole.valueOf(row.getString(1)),
                roomId,
                userId);
    }

    Set<UUID> memberIds(UUID roomId) {
        return new HashSet<>(
                all("select user_id from memberships where room_id = ?", row -> row.getObject(1, UUID.class), roomId));
    }

    int countOwners(UUID roomId) {
        return one(
                        "select count(*) from memberships where room_id = ? and role = 'OWNER'",
                        row -> row.getInt(1),
                        roomId)
                .orElse(0);
    }

    /** In how many rooms of more than two a person is. */
    int countGroups(UUID userId) {
        return one(
                        "select count(*) from memberships m join rooms r on r.id = m.room_id"
                                + " where m.user_id = ? and r.kind <> 'DIRECT'",
                        row -> row.getInt(1),
                        userId)
                .orElse(0);
    }

    /** Open channels in the order of their names, as a person sees them. */
    List<ChannelView> listOpen(UUID userId, String search, String after, int limit) {
        String like = "%" + held(search).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return all(
                CHANNELS + " where r.open_name like ? and r.open_name > ? order by r.open_name fetch first ? rows only",
                GroupRepository::channel,
                userId,
                like,
                held(after),
                limit);
    }

    Optional<ChannelView> findChannel(UUID userId, UUID roomId) {
        return one(CHANNELS + " where r.id = ? and r.kind = 'OPEN'", GroupRepository::channel, userId, roomId);
    }

    /** Members in the order in which they came, behind one of them. */
    List<Listed> listMembers(UUID roomId, long afterPlace, UUID afterId, int limit) {
        return all(
                MEMBERS + " and (m.place, m.user_id) > (?, ?) order by m.place, m.user_id fetch first ? rows only",
                GroupRepository::listed,
                roomId,
                afterPlace,
                afterId,
                limit);
    }

    Optional<MemberView> findMember(UUID roomId, UUID userId) {
        return one(MEMBERS + " and m.user_id = ?", GroupRepository::listed, roomId, userId)
                .map(Listed::member);
    }

    /** @param openName the name in the form that no other open channel may have; null when that does not matter */
    void add(
            UUID roomId,
            RoomKind kind,
            String name,
            String topic,
            @Nullable String openName,
            UUID creatorId,
            Instant at) {
        mustBeFree(roomId, openName);
        update(
                "insert into rooms (id, kind, name, topic, open_name, first_seq, last_seq, last_change, created_by,"
                        + " created_at, member_count) values (?, ?, ?, ?, ?, 1, 0, 0, ?, ?, 0)",
                roomId,
                kind.name(),
                name,
                stored(topic),
                openName,
                creatorId,
                at);
    }

    void update(UUID roomId, String name, String topic, @Nullable Instant archivedAt, @Nullable String openName) {
        mustBeFree(roomId, openName);
        update(
                "update rooms set name = ?, topic = ?, archived_at = ?, open_name = ? where id = ?",
                name,
                stored(topic),
                archivedAt,
                openName,
                roomId);
    }

    /** Whoever comes in has read everything: unread counts from now on. */
    void join(UUID roomId, UUID userId, MemberRole role, long lastSeq, Instant at) {
        update(
                "insert into memberships (room_id, user_id, role, last_read_seq, joined_at_seq, notify, joined_at, place)"
                        + " values (?, ?, ?, ?, ?, 'ALL', ?,"
                        + " (select coalesce(max(m.place), 0) + 1 from memberships m where m.room_id = ?))",
                roomId,
                userId,
                role.name(),
                lastSeq,
                lastSeq,
                at,
                roomId);
        count(roomId, 1);
    }

    void leave(UUID roomId, UUID userId) {
        update("delete from memberships where room_id = ? and user_id = ?", roomId, userId);
        count(roomId, -1);
    }

    void giveRole(UUID roomId, UUID userId, MemberRole role) {
        update("update memberships set role = ? where room_id = ? and user_id = ?", role.name(), roomId, userId);
    }

    /** How many there are, and who of them stands in lists. */
    private void count(UUID roomId, int more) {
        update(
                "update rooms set member_count = member_count + ?, listed_to = coalesce((select m.place from memberships m"
                        + " where m.room_id = ? order by m.place offset " + (LISTED - 1)
                        + " rows fetch next 1 rows only), " + Long.MAX_VALUE + ") where id = ?",
                more,
                roomId,
                roomId);
    }

    /** PostgreSQL writes every violated constraint into its log; only who comes at the same moment runs into it. */
    private void mustBeFree(UUID roomId, @Nullable String openName) {
        if (openName != null
                && one("select id from rooms where open_name = ? and id <> ?", row -> true, openName, roomId)
                        .isPresent()) {
            throw taken();
        }
    }

    private static Conflict taken() {
        return new Conflict("name_taken", "There is an open channel of this name already; choose another one.");
    }

    private void update(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw VIOLATED.equals(failed.getSQLState()) ? taken() : new Unavailable(failed);
        }
    }

    /** Reads what stands in a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> one(String sql, Reader<T> reader, @Nullable Object... values) {
        return all(sql, reader, values).stream().findFirst();
    }

    private <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (row.next()) {
                found.add(reader.read(row));
            }
            return found;
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(
                    i + 1, value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value);
        }
        return statement;
    }

    private static ChannelView channel(ResultSet row) throws SQLException {
        return new ChannelView(
                row.getObject("id", UUID.class),
                text(row, "name"),
                text(row, "topic"),
                instant(row, "archived_at"),
                row.getInt("member_count"),
                row.getBoolean("joined"));
    }

    private static Listed listed(ResultSet row) throws SQLException {
        MemberView member = new MemberView(
                row.getObject("user_id", UUID.class),
                row.getString("username"),
                row.getString("first_name") + " " + row.getString("last_name"),
                MemberRole.valueOf(row.getString("role")),
                row.getLong("last_read_seq"));
        return new Listed(member, row.getLong("place"));
    }

    /** PostgreSQL cannot even be asked for what it cannot hold; nothing is called so. */
    private static String held(String text) {
        return UNHELD.matcher(text).replaceAll("\ufffd");
    }

    private static @Nullable String stored(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
