package org.chatboard.messages.log;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.jspecify.annotations.Nullable;

/**
 * Stores messages about which nothing is special, which are nearly all, by one call of PostgreSQL that is a transaction of
 * its own: one way to the database and back instead of five, and no transaction manager. Under load these ways are most of
 * what a small batch costs. Whatever is special about the others, {@link MessageStore} decides.
 *
 * <p>Who may write is looked up in {@link MemberCache}; the call stores nothing in a room whose members are others by now.
 */
@ApplicationScoped
class PlainStore {

    /** The function of {@code db/postgresql}. */
    private static final String APPEND = """
            select seqs, changes from append_messages(cast(? as uuid array), cast(? as uuid array), cast(? as bigint array),
                cast(? as uuid array), cast(? as uuid array), cast(? as varchar array), cast(? as uuid array),
                cast(? as timestamp with time zone array))""";

    private static final String MEMBERS = """
            select r.id, r.members_version, array(select m.user_id from memberships m where m.room_id = r.id)
            from rooms r where r.id = any(?)""";

    /** As the database sorts them, which takes the numbers of a UUID for positive ones: everybody locks rooms in this order. */
    private static final Comparator<UUID> AS_STORED = (one, other) -> {
        int order = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return order != 0
                ? order
                : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    private final MemberCache members = new MemberCache();

    private volatile boolean isAnotherDatabase;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /**
     * Stores what it can and sets the answers of those posts. What is stored is committed when this returns.
     *
     * @return what is left to do, in its order: everything when the database is another one or the batch has an edit or something
     *     in doubt in it, else what was sent before, by somebody who is no member, into an archived room or as the answer to
     *     nothing, and what follows such in its room
     * @throws SQLException when nothing is stored, or when that is not known, as with any commit
     */
    List<Pending> append(List<Pending> batch) throws SQLException {
        if (isAnotherDatabase || !batch.stream().allMatch(PlainStore::isPlain)) {
            return batch;
        }
        try (Connection connection = database.getConnection()) {
            if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                isAnotherDatabase = true;
                return batch;
            }
            if (!connection.getAutoCommit()) {
                throw new SQLException("A transaction that nobody began is still open");
            }
            return store(connection, batch.stream().map(Post.class::cast).toList());
        }
    }

    /** Whether what it leaves may have been sent before. */
    boolean leavesKnown() {
        return !isAnotherDatabase;
    }

    private static boolean isPlain(Pending pending) {
        return pending instanceof Post && !pending.inDoubt();
    }

    private List<Pending> store(Connection connection, List<Post> batch) throws SQLException {
        Set<UUID> roomIds = batch.stream().map(Post::roomId).collect(Collectors.toSet());
        Map<UUID, MemberCache.Members> known = members(connection, roomIds);
        Set<PostKey> keys = new HashSet<>();
        List<Post> posts = batch.stream()
                .filter(post -> isMember(post, known.get(post.roomId())) && keys.add(new PostKey(post)))
                .sorted(Comparator.comparing(Post::roomId, AS_STORED))
                .toList();
        Set<Post> stored = posts.isEmpty() ? Set.of() : store(connection, posts, known);
        List<Pending> left = new ArrayList<>(batch);
        if (stored.size() < batch.size()) {
            left.removeAll(stored);
            members.forget(left.stream().map(Pending::roomId).toList());
            return left;
        }
        return List.of();
    }

    private static boolean isMember(Post post, MemberCache.@Nullable Members members) {
        return members != null && members.ids().contains(post.sender().id());
    }

    private Map<UUID, MemberCache.Members> members(Connection connection, Set<UUID> roomIds) throws SQLException {
        Map<UUID, MemberCache.Members> known = members.get(roomIds);
        if (known.size() < roomIds.size()) {
            Set<UUID> unknown = new HashSet<>(roomIds);
            unknown.removeAll(known.keySet());
            try (PreparedStatement select = connection.prepareStatement(MEMBERS)) {
                MessageStore.set(select, 1, "uuid", unknown.toArray());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        UUID id = row.getObject(1, UUID.class);
                        Set<UUID> ids = Set.of((UUID[]) row.getArray(3).getArray());
                        known.put(id, members.put(id, row.getLong(2), ids));
                    }
                }
            }
        }
        return known;
    }

    /** The posts that were stored. */
    private static Set<Post> store(Connection connection, List<Post> posts, Map<UUID, MemberCache.Members> known)
            throws SQLException {
        Object[] ids = MessageStore.each(posts, post -> Ids.next());
        try (PreparedStatement call = connection.prepareStatement(APPEND)) {
            MessageStore.set(call, 1, "uuid", ids);
            MessageStore.set(call, 2, "uuid", MessageStore.each(posts, Post::roomId));
            MessageStore.set(
                    call,
                    3,
                    "int8",
                    MessageStore.each(posts, post -> of(post, known).version()));
            MessageStore.set(
                    call,
                    4,
                    "uuid",
                    MessageStore.each(posts, post -> post.sender().id()));
            MessageStore.set(
                    call,
                    5,
                    "uuid",
                    MessageStore.each(posts, post -> post.message().clientId()));
            MessageStore.set(
                    call,
                    6,
                    "varchar",
                    MessageStore.each(posts, post -> post.message().text()));
            MessageStore.set(
                    call,
                    7,
                    "uuid",
                    MessageStore.each(posts, post -> post.message().replyTo()));
            MessageStore.set(
                    call,
                    8,
                    "varchar",
                    MessageStore.each(posts, post -> post.at().toString()));
            try (ResultSet row = call.executeQuery()) {
                row.next();
                Long[] seqs = (Long[]) row.getArray(1).getArray();
                Long[] changes = (Long[]) row.getArray(2).getArray();
                Set<Post> stored = new HashSet<>();
                for (int i = 0; i < ids.length; i++) {
                    if (seqs[i] != null) {
                        Post post = posts.get(i);
                        Set<UUID> memberIds = of(post, known).ids();
                        post.answer(new Posted(post.stored((UUID) ids[i], seqs[i], changes[i]), memberIds, false));
                        stored.add(post);
                    }
                }
                return stored;
            }
        }
    }

    private static MemberCache.Members of(Post post, Map<UUID, MemberCache.Members> known) {
        return Objects.requireNonNull(known.get(post.roomId()));
    }
}
