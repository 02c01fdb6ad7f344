package org.chatboard.messages.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.chatboard.messages.Posted;
import org.chatboard.platform.Ids;

/**
 * Stores a batch in which nothing is special, which is nearly every one, by a single statement of PostgreSQL that is a
 * transaction of its own: one way to the database and back instead of five, and no transaction manager. Under load these ways
 * are most of what a small batch costs. Whatever is special about a message, nothing of its batch is stored here, and
 * {@link MessageStore} decides.
 */
@ApplicationScoped
class SingleStatementStore {

    /**
     * All parts of a statement see the database as it was when the statement began, but for {@code for update}, which waits for
     * others and sees what they did. So the members that are found here may be those of before; if a room was changed
     * while it was waited for, {@code xmin} tells, and the batch is not plain. Single rows are asked for in the part
     * {@code plain}, for the planner would take whole tables for joins as long as it knows nothing of their size.
     */
    private static final String STORE = """
            with locked as materialized (
                select id, last_seq, last_change, members_version, xmin as version
                from rooms where id = any(?) and archived_at is null order by id for update),
            asked as materialized (
                select a.*, row_number() over (partition by a.room_id order by a.place) as nth
                from unnest(cast(? as uuid array), cast(? as uuid array), cast(? as uuid array), cast(? as uuid array),
                    cast(? as varchar array), cast(? as uuid array), cast(? as timestamp with time zone array))
                    with ordinality a (id, room_id, sender_id, client_id, body, reply_to, created_at, place)),
            plain as materialized (
                select bool_and(l.id is not null
                    and l.version = (select r.xmin from rooms r where r.id = a.room_id)
                    and (select 1 from memberships m where m.room_id = a.room_id and m.user_id = a.sender_id) is not null
                    and (select 1 from messages k where k.sender_id = a.sender_id and k.client_id = a.client_id) is null
                    and (a.reply_to is null
                        or (select 1 from messages o where o.id = a.reply_to and o.room_id = a.room_id) is not null)) as all
                from asked a left join locked l on l.id = a.room_id),
            advanced as (
                update rooms r set last_seq = l.last_seq + said.messages, last_change = l.last_change + said.messages
                from locked l join (select room_id, count(*) as messages from asked group by room_id) said
                    on said.room_id = l.id
                where r.id = l.id and (select p.all from plain p)),
            added as (
                insert into messages (id, room_id, seq, change, sender_id, client_id, body, reply_to, created_at)
                select a.id, a.room_id, l.last_seq + a.nth, l.last_change + a.nth, a.sender_id, a.client_id, a.body,
                    a.reply_to, a.created_at
                from asked a join locked l on l.id = a.room_id where (select p.all from plain p))
            select l.id, l.last_seq, l.last_change, l.members_version,
                case when l.members_version = known.version then null
                    else array(select m.user_id from memberships m where m.room_id = l.id) end
            from locked l left join unnest(cast(? as uuid array), cast(? as bigint array)) known (id, version)
                on known.id = l.id
            where (select p.all from plain p)""";

    private final MemberCache members = new MemberCache();

    private volatile boolean isAnotherDatabase;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /**
     * Stores the whole batch or nothing; sets each post's answer. What is stored is committed when this returns.
     *
     * @return false when nothing was stored, because the database is another one or a message is not plainly new: its sender
     *     no member, the room archived, an edit, sent before
     * @throws SQLException when nothing is stored, or when that is not known, as with any commit
     */
    boolean append(List<Pending> batch) throws SQLException {
        if (isAnotherDatabase || !isPlain(batch)) {
            return false;
        }
        List<Post> posts = batch.stream().map(Post.class::cast).toList();
        try (Connection connection = database.getConnection()) {
            if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                isAnotherDatabase = true;
                return false;
            }
            if (!connection.getAutoCommit()) {
                throw new SQLException("A transaction that nobody began is still open");
            }
            return store(connection, posts);
        }
    }

    /** Whether something that was sent before may be the reason why a batch is not stored here. */
    boolean looksForKnown() {
        return !isAnotherDatabase;
    }

    private static boolean isPlain(List<Pending> batch) {
        Set<PostKey> keys = new HashSet<>();
        return batch.stream()
                .allMatch(pending -> pending instanceof Post post && !post.inDoubt() && keys.add(new PostKey(post)));
    }

    private boolean store(Connection connection, List<Post> posts) throws SQLException {
        Object[] ids = MessageStore.each(posts, post -> Ids.next());
        Set<UUID> roomIds = posts.stream().map(Post::roomId).collect(Collectors.toSet());
        Map<UUID, MemberCache.Members> cached = members.get(roomIds);
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            MessageStore.set(statement, 1, "uuid", roomIds.toArray());
            MessageStore.set(statement, 2, "uuid", ids);
            MessageStore.set(statement, 3, "uuid", MessageStore.each(posts, Post::roomId));
            MessageStore.set(
                    statement,
                    4,
                    "uuid",
                    MessageStore.each(posts, post -> post.sender().id()));
            MessageStore.set(
                    statement,
                    5,
                    "uuid",
                    MessageStore.each(posts, post -> post.message().clientId()));
            MessageStore.set(
                    statement,
                    6,
                    "varchar",
                    MessageStore.each(posts, post -> post.message().text()));
            MessageStore.set(
                    statement,
                    7,
                    "uuid",
                    MessageStore.each(posts, post -> post.message().replyTo()));
            MessageStore.set(
                    statement,
                    8,
                    "varchar",
                    MessageStore.each(posts, post -> post.at().toString()));
            MessageStore.set(statement, 9, "uuid", cached.keySet().toArray());
            MessageStore.set(
                    statement,
                    10,
                    "int8",
                    MessageStore.each(List.copyOf(cached.values()), MemberCache.Members::version));
            try (ResultSet row = statement.executeQuery()) {
                return answer(posts, ids, rooms(row, cached));
            }
        }
    }

    /** The rooms as they were before the batch; none when nothing was stored. */
    private Map<UUID, LockedRoom> rooms(ResultSet row, Map<UUID, MemberCache.Members> cached) throws SQLException {
        Map<UUID, LockedRoom> rooms = new HashMap<>();
        while (row.next()) {
            UUID id = row.getObject(1, UUID.class);
            Array changed = row.getArray(5);
            Set<UUID> memberIds = changed == null
                    ? Objects.requireNonNull(cached.get(id)).ids()
                    : members.put(id, row.getLong(4), Set.of((UUID[]) changed.getArray()));
            rooms.put(id, new LockedRoom(id, row.getLong(2), row.getLong(3), false, false, memberIds));
        }
        return rooms;
    }

    private static boolean answer(List<Post> posts, Object[] ids, Map<UUID, LockedRoom> rooms) {
        if (rooms.isEmpty()) {
            return false;
        }
        for (int i = 0; i < ids.length; i++) {
            Post post = posts.get(i);
            LockedRoom room = Objects.requireNonNull(rooms.get(post.roomId()));
            post.answer(new Posted(room.add(post, (UUID) ids[i]), room.memberIds, false));
        }
        return true;
    }
}
