package org.chatboard.rooms.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.sql.Tables;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/** Writes the tables {@code rooms} and {@code memberships} for rooms of more than two. */
@ApplicationScoped
class GroupRepository {

    /** So many members stand in the lists of rooms. */
    private static final int LISTED = 100;

    private static final String CHANNELS = """
            select r.id, r.name, r.topic, r.archived_at, r.member_count,
                exists (select 1 from memberships m where m.room_id = r.id and m.user_id = ?) as joined
            from rooms r""";

    private static final String MEMBERS = """
            select m.place, m.user_id, u.username, u.first_name, u.last_name, a.version, m.role, m.last_read_seq
            from memberships m
            join users u on u.id = m.user_id
            left join avatars a on a.user_id = m.user_id
            where m.room_id = ?""";

    /** A member and the place in the list. */
    record Listed(MemberView member, long place) {}

    @Inject
    Tables tables;

    /** A room, locked until the end of the transaction; empty when there is none or it is not for this person to know. */
    Optional<Group> lock(UUID userId, UUID roomId) {
        // The role in a statement of its own: what is read together with the lock may be older than the lock.
        return lock(roomId)
                .map(found -> found.as(findRole(roomId, userId).orElse(null)))
                .filter(found -> found.role() != null || found.kind() == RoomKind.OPEN);
    }

    /** A room, whoever may know of it, locked until the end of the transaction. */
    Optional<Group> lock(UUID roomId) {
        return tables.first(
                "select kind, name, topic, archived_at, last_seq, member_count from rooms where id = ? for update",
                row -> new Group(
                        roomId,
                        RoomKind.valueOf(row.getString("kind")),
                        Tables.text(row, "name"),
                        Tables.text(row, "topic"),
                        Tables.instant(row, "archived_at"),
                        row.getLong("last_seq"),
                        row.getInt("member_count"),
                        null),
                roomId);
    }

    Optional<UUID> findOpen(String openName) {
        return tables.first(
                "select id from rooms where open_name = ?", row -> row.getObject(1, UUID.class), Tables.held(openName));
    }

    Optional<MemberRole> findRole(UUID roomId, UUID userId) {
        return tables.first(
                "select role from memberships where room_id = ? and user_id = ?",
                row -> MemberRole.valueOf(row.getString(1)),
                roomId,
                userId);
    }

    Set<UUID> memberIds(UUID roomId) {
        return new HashSet<>(tables.list(
                "select user_id from memberships where room_id = ?", row -> row.getObject(1, UUID.class), roomId));
    }

    int countOwners(UUID roomId) {
        return tables.first(
                        "select count(*) from memberships where room_id = ? and role = 'OWNER'",
                        row -> row.getInt(1),
                        roomId)
                .orElse(0);
    }

    /** In how many rooms of more than two a person is. */
    int countGroups(UUID userId) {
        return tables.first(
                        "select count(*) from memberships m join rooms r on r.id = m.room_id"
                                + " where m.user_id = ? and r.kind <> 'DIRECT'",
                        row -> row.getInt(1),
                        userId)
                .orElse(0);
    }

    /** Open channels in the order of their names, as a person sees them. */
    List<ChannelView> listOpen(UUID userId, String search, String after, int limit) {
        return tables.list(
                CHANNELS + " where r.open_name like ? and r.open_name > ? order by r.open_name fetch first ? rows only",
                GroupRepository::channel,
                userId,
                Tables.containing(search),
                Tables.held(after),
                limit);
    }

    Optional<ChannelView> findChannel(UUID userId, UUID roomId) {
        return tables.first(CHANNELS + " where r.id = ? and r.kind = 'OPEN'", GroupRepository::channel, userId, roomId);
    }

    /** Members in the order in which they came, behind one of them. */
    List<Listed> listMembers(UUID roomId, long afterPlace, UUID afterId, int limit) {
        return tables.list(
                MEMBERS + " and (m.place, m.user_id) > (?, ?) order by m.place, m.user_id fetch first ? rows only",
                GroupRepository::listed,
                roomId,
                afterPlace,
                afterId,
                limit);
    }

    Optional<MemberView> findMember(UUID roomId, UUID userId) {
        return tables.first(MEMBERS + " and m.user_id = ?", GroupRepository::listed, roomId, userId)
                .map(Listed::member);
    }

    /**
     * @param openName the name in the form that no other open channel may have; null when that does not matter
     * @param creatorId who makes it; null when a rule does
     */
    void add(
            UUID roomId,
            RoomKind kind,
            String name,
            String topic,
            @Nullable String openName,
            @Nullable UUID creatorId,
            Instant at) {
        mustBeFree(roomId, openName);
        change(
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
        change(
                "update rooms set name = ?, topic = ?, archived_at = ?, open_name = ? where id = ?",
                name,
                stored(topic),
                archivedAt,
                openName,
                roomId);
    }

    /** Whoever comes in has read everything: unread counts from now on. */
    void join(UUID roomId, UUID userId, MemberRole role, long lastSeq, Instant at) {
        change(
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
        change("delete from memberships where room_id = ? and user_id = ?", roomId, userId);
        count(roomId, -1);
    }

    void giveRole(UUID roomId, UUID userId, MemberRole role) {
        change("update memberships set role = ? where room_id = ? and user_id = ?", role.name(), roomId, userId);
    }

    /** How many there are, who of them stands in lists, and that they are others than before. */
    private void count(UUID roomId, int more) {
        change(
                "update rooms set member_count = member_count + ?, members_version = members_version + 1,"
                        + " listed_to = coalesce((select m.place from memberships m where m.room_id = ? order by m.place offset "
                        + (LISTED - 1)
                        + " rows fetch next 1 rows only), " + Long.MAX_VALUE + ") where id = ?",
                more,
                roomId,
                roomId);
    }

    /** PostgreSQL writes every violated constraint into its log; only who comes at the same moment runs into it. */
    private void mustBeFree(UUID roomId, @Nullable String openName) {
        if (openName != null
                && tables.first("select id from rooms where open_name = ? and id <> ?", row -> true, openName, roomId)
                        .isPresent()) {
            throw taken();
        }
    }

    private static Conflict taken() {
        return new Conflict("name_taken", "There is an open channel of this name already; choose another one.");
    }

    private void change(String sql, @Nullable Object... values) {
        try {
            tables.change(sql, values);
        } catch (Unavailable failed) {
            throw Tables.isTaken(failed) ? taken() : failed;
        }
    }

    private static ChannelView channel(ResultSet row) throws SQLException {
        return new ChannelView(
                row.getObject("id", UUID.class),
                Tables.text(row, "name"),
                Tables.text(row, "topic"),
                Tables.instant(row, "archived_at"),
                row.getInt("member_count"),
                row.getBoolean("joined"));
    }

    private static Listed listed(ResultSet row) throws SQLException {
        MemberView member = new MemberView(
                row.getObject("user_id", UUID.class),
                row.getString("username"),
                row.getString("first_name") + " " + row.getString("last_name"),
                Tables.text(row, "version"),
                MemberRole.valueOf(row.getString("role")),
                row.getLong("last_read_seq"));
        return new Listed(member, row.getLong("place"));
    }

    private static @Nullable String stored(String text) {
        return text.isEmpty() ? null : text;
    }
}
