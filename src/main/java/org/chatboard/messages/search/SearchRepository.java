package org.chatboard.messages.search;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.log.MessageRows;
import org.chatboard.messages.search.SearchHit.FoundRoom;
import org.chatboard.platform.Invalid;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/** Reads whatever somebody may read, newest first, and keeps what fits: what every database can do. */
@ApplicationScoped
class SearchRepository {

    /** What {@link MessageRows} reads. */
    static final String COLUMNS = "m.id, m.room_id, m.seq, m.change, m.sender_id, s.username as sender, m.client_id,"
            + " m.body, m.reply_to, m.created_at, m.edited_at, m.deleted_at";

    /** More people than these are not told apart by their names. */
    private static final int MOST_SENDERS = 100;

    private static final int AT_ONCE = 500;

    private static final String ROOMS = """
            select r.id, r.kind, r.name, r.last_seq, mine.last_read_seq, u.username, u.first_name, u.last_name,
                r.last_change > coalesce(p.indexed_change, 0) as is_unseen
            from memberships mine
            join rooms r on r.id = mine.room_id
            left join users u on r.kind = 'DIRECT' and u.id = (
                select o.user_id from memberships o
                where o.room_id = r.id and o.user_id <> mine.user_id
                fetch first 1 rows only)
            left join search_progress p on p.room_id = r.id
            where mine.user_id = ?""";

    private static final String SCAN = "select " + COLUMNS + """
             from memberships mine
            join rooms r on r.id = mine.room_id
            join messages m on m.room_id = mine.room_id and m.seq >= r.first_seq
            join users s on s.id = m.sender_id
            where mine.user_id = ? and m.deleted_at is null""";

    /**
     * What {@link GramRepository} has not seen yet, or has seen when it was something else; on PostgreSQL only, which
     * without {@code offset} would read all messages and compare then.
     */
    private static final String UNSEEN =
            SCAN.replace("join messages m on m.room_id = mine.room_id and m.seq >= r.first_seq", """
            left join search_progress p on p.room_id = mine.room_id
            cross join lateral (select * from messages u where u.room_id = mine.room_id
                and u.change > coalesce(p.indexed_change, 0) and u.seq >= r.first_seq offset 0) m""");

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** A room of who looks and how much of it there is to look at. */
    private record Place(FoundRoom room, long messages, boolean isUnseen) {}

    /** Looks up the names in a query. */
    SearchScope scope(UUID userId, SearchQuery query, long endNanos) throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<Place> all = rooms(connection, userId, query.isUnread(), endNanos);
            Set<UUID> wanted = named(all, query.in());
            Set<UUID> unwanted = named(all, query.notIn());
            List<Place> places = all.stream()
                    .filter(place ->
                            query.in().isEmpty() || wanted.contains(place.room().id()))
                    .filter(place -> !unwanted.contains(place.room().id()))
                    .filter(place -> place.messages() > 0)
                    .toList();
            return new SearchScope(
                    userId,
                    places.stream()
                            .map(Place::room)
                            .collect(Collectors.toMap(FoundRoom::id, Function.identity(), (one, same) -> one)),
                    places.size() == all.size(),
                    places.stream()
                            .filter(Place::isUnseen)
                            .map(place -> place.room().id())
                            .toList(),
                    query.from().isEmpty() ? null : people(connection, userId, query.from(), endNanos),
                    people(connection, userId, query.notFrom(), endNanos),
                    query.since(),
                    query.until(),
                    query.isUnread(),
                    places.stream().mapToLong(Place::messages).sum());
        }
    }

    /**
     * Looks through messages, newest first, until there are enough hits.
     *
     * @param unseenOnly whether only what the index does not have yet
     */
    List<SearchHit> scan(
            SearchScope scope,
            SearchQuery query,
            @Nullable SearchCursor behind,
            boolean unseenOnly,
            int enough,
            long endNanos)
            throws SQLException {
        Clauses sql = new Clauses();
        if (unseenOnly) {
            sql.add(UNSEEN, scope.userId())
                    .add("and mine.room_id = any(?)", (Object) scope.unseen().toArray());
        } else {
            sql.add(SCAN, scope.userId()).rooms(scope);
        }
        sql.senders(scope, "m").time(scope, "m").behind(behind, "m", "id");
        if (scope.isUnread()) {
            sql.add("and m.seq > mine.last_read_seq and m.sender_id <> ?", scope.userId());
        }
        sql.add("order by m.created_at desc, m.id desc");
        List<SearchHit> hits = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = sql.prepare(connection, endNanos)) {
            select.setFetchSize(AT_ONCE);
            try (ResultSet row = select.executeQuery()) {
                for (int read = 1; hits.size() < enough && row.next(); read++) {
                    keep(scope, query, MessageRows.read(row), hits);
                    if (read % AT_ONCE == 0) {
                        Clauses.checkTime(endNanos);
                    }
                }
            }
        }
        return hits;
    }

    /** Keeps a message when it is what is looked for. */
    static void keep(SearchScope scope, SearchQuery query, MessageView message, List<SearchHit> hits) {
        FoundRoom room = scope.rooms().get(message.roomId());
        List<SearchHit.Mark> marks = room == null ? null : query.match(message.text());
        if (room != null && marks != null) {
            hits.add(new SearchHit(message, room, marks));
        }
    }

    private static List<Place> rooms(Connection connection, UUID userId, boolean unreadOnly, long endNanos)
            throws SQLException {
        List<Place> all = new ArrayList<>();
        try (PreparedStatement select = new Clauses().add(ROOMS, userId).prepare(connection, endNanos);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                RoomKind kind = RoomKind.valueOf(row.getString("kind"));
                String username = row.getString("username");
                String name = username == null
                        ? row.getString("name")
                        : row.getString("first_name") + " " + row.getString("last_name");
                long lastSeq = row.getLong("last_seq");
                all.add(new Place(
                        new FoundRoom(row.getObject("id", UUID.class), kind, name == null ? "" : name, username),
                        unreadOnly ? lastSeq - row.getLong("last_read_seq") : lastSeq,
                        row.getBoolean("is_unseen")));
            }
        }
        return all;
    }

    /** The rooms that somebody means: by id, by exact name, else by part of a name; with @, and else, by person. */
    private static Set<UUID> named(List<Place> all, List<String> names) {
        Set<UUID> found = new HashSet<>();
        for (String name : names) {
            String folded = FoldedText.fold(name);
            String username = name.replaceFirst("^@", "").toLowerCase(Locale.ROOT);
            Map<Boolean, List<FoundRoom>> byKind = all.stream()
                    .map(Place::room)
                    .collect(Collectors.partitioningBy(room -> room.kind() == RoomKind.DIRECT));
            List<FoundRoom> fits = first(
                    byKind.getOrDefault(false, List.of()),
                    room -> room.id().toString().equals(username),
                    room -> FoldedText.fold(room.name()).equals(folded));
            if (fits.isEmpty()) {
                fits = first(
                        byKind.getOrDefault(true, List.of()),
                        room -> room.id().toString().equals(username),
                        room -> username.equals(room.username()));
            }
            if (fits.isEmpty()) {
                String part = FoldedText.fold(username);
                fits = all.stream()
                        .map(Place::room)
                        .filter(room -> room.kind() == RoomKind.DIRECT || !name.startsWith("@"))
                        .filter(room -> room.kind() != RoomKind.DIRECT || name.startsWith("@"))
                        .filter(room -> FoldedText.fold(room.name()).contains(part))
                        .toList();
            }
            fits.forEach(room -> found.add(room.id()));
        }
        return found;
    }

    private static List<FoundRoom> first(
            List<FoundRoom> rooms, Function<FoundRoom, Boolean> best, Function<FoundRoom, Boolean> good) {
        List<FoundRoom> fits = rooms.stream().filter(best::apply).toList();
        return fits.isEmpty() ? rooms.stream().filter(good::apply).toList() : fits;
    }

    /** The people that somebody means: oneself, by user name, else by part of a name. */
    private static List<UUID> people(Connection connection, UUID userId, List<String> names, long endNanos)
            throws SQLException {
        Set<UUID> found = new HashSet<>();
        for (String name : names) {
            String username =
                    name.replaceFirst("^@", "").toLowerCase(Locale.ROOT).replace('\0', '\ufffd');
            if (username.equals("me")) {
                found.add(userId);
                continue;
            }
            List<UUID> ids =
                    ids(connection, new Clauses().add("select id from users where username = ?", username), endNanos);
            if (ids.isEmpty()) {
                String part = FoldedText.fold(name.replaceFirst("^@", "")).replaceAll("([\\\\%_])", "\\\\$1");
                ids = ids(
                        connection,
                        new Clauses()
                                .add(
                                        "select id from users where search_name like ? fetch first "
                                                + (MOST_SENDERS + 1) + " rows only",
                                        "%" + part + "%"),
                        endNanos);
            }
            if (ids.size() > MOST_SENDERS) {
                throw Invalid.field("q", "too_many_people", "Too many people are called so; write more of the name.");
            }
            found.addAll(ids);
        }
        return List.copyOf(found);
    }

    private static List<UUID> ids(Connection connection, Clauses sql, long endNanos) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement select = sql.prepare(connection, endNanos);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}
