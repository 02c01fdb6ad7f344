package org.chatboard.messages.search;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.chatboard.messages.log.MessageRows;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages by the index on PostgreSQL. It is a full-text index whose words are the pieces of three letters that
 * begin at each letter of a text, the room and the sender: all pieces of a word lead to the few messages that have them,
 * and two letters are the beginning of some pieces. It needs no extension, knows no language and takes every script.
 */
@ApplicationScoped
class GramRepository {

    /** The lists of so many pieces are put together; more would only take longer. */
    private static final int MOST_GRAMS = 12;

    /** Beyond this it is quicker to drop what was found in other rooms. */
    private static final int MOST_ROOMS = 50;

    /** Of each room so many of the newest messages are looked through in any case, as long as there are few rooms. */
    private static final int OF_ROOM = 20;

    private static final int OF_ALL_ROOMS = 10_000;

    /** The number changes with the function, so that an index of another version is never taken for this one. */
    private static final String GRAMS = "message_grams_1";

    private static final String FUNCTION = "create or replace function " + GRAMS + """
            (folded text, room_id uuid, sender_id uuid) returns tsvector
            language sql immutable parallel safe as $$
                select array_to_tsvector(array(
                    select c || coalesce(lead(c) over w, '') || coalesce(lead(c, 2) over w, '')
                    from unnest(string_to_array(folded, null)) with ordinality letters (c, n)
                    window w as (order by n)) || array[room_id::text, sender_id::text]) $$""";

    private static final String INDEX = "create index if not exists " + GRAMS + "_index on message_search using gin ("
            + GRAMS + "(folded, room_id, sender_id))";

    private static final String NOT_LATIN = "[^abcdefghijklmnopqrstuvwxyz0123456789]";

    private static final String ALONE = "select pg_advisory_xact_lock(7306093)";

    private static final String MESSAGE =
            "select " + SearchRepository.COLUMNS + ", x.created_at as place_at," + " x.message_id as place_id";

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    private volatile boolean isUsable;

    /**
     * Some of the hits.
     *
     * @param hits newest first
     * @param edge all hits behind it are still to be found; null when there are no more
     */
    record Part(List<SearchHit> hits, @Nullable SearchCursor edge) {}

    /** Whether there is an index, which then follows the messages. */
    boolean isUsable() {
        return isUsable;
    }

    /** Makes the index when it is not there yet; false on other databases. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    boolean prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            isUsable = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            if (isUsable) {
                isUsable = false;
                // Servers that start together would stand in each other's way.
                statement.execute(ALONE);
                statement.execute(FUNCTION);
                statement.execute(INDEX);
                isUsable = true;
            }
        }
        return isUsable;
    }

    /**
     * The hits among the newest messages: of each room according to its size. What is said often is found here, where
     * the index would bring most of what was ever said.
     *
     * @param newest how many messages are looked through, about
     * @param most hits
     */
    Part newest(
            SearchScope scope, SearchQuery query, @Nullable SearchCursor behind, int newest, int most, long endNanos)
            throws SQLException {
        String ofRoom = "(1 + %d + r.last_seq * %d / %d)"
                .formatted(
                        newest == 0
                                ? 0
                                : Math.min(OF_ROOM, OF_ALL_ROOMS / scope.rooms().size()),
                        newest,
                        scope.messages());
        Clauses sql = new Clauses().add("""
                with slice as materialized (
                    select x.*, mine.last_read_seq, %s as most
                    from memberships mine
                    join rooms r on r.id = mine.room_id
                    cross join lateral (select * from message_search x where x.room_id = mine.room_id""".formatted(ofRoom));
        sql.time(scope, "x").behind(behind, "x", "message_id");
        sql.add("order by x.created_at desc, x.message_id desc limit " + ofRoom + ") x");
        sql.add("where mine.user_id = ?", scope.userId()).rooms(scope);
        sql.add("""
                ), edge as (
                    select max(f.oldest) as edge_at
                    from (select min(created_at) as oldest from slice group by room_id, most having count(*) >= most) f
                ), fits as (
                    select x.* from slice x cross join edge
                    where (edge.edge_at is null or x.created_at > edge.edge_at)""");
        contains(sql, query).senders(scope, "x");
        sql.add("order by x.created_at desc, x.message_id desc limit ?)", most);
        sql.add(MESSAGE + ", edge.edge_at from edge left join fits x on true left join messages m"
                + " on m.id = x.message_id and m.deleted_at is null");
        unread(sql, scope);
        sql.add("left join users s on s.id = m.sender_id order by x.created_at desc, x.message_id desc");
        return read(scope, query, sql, most, true, endNanos);
    }

    /** The next hits by the index. */
    Part byIndex(SearchScope scope, SearchQuery query, @Nullable SearchCursor behind, int most, long endNanos)
            throws SQLException {
        Clauses sql = new Clauses().add("""
                with found as materialized (
                    select x.message_id, x.room_id, x.created_at from message_search x where true""");
        String pieces = pieces(scope, query);
        if (!pieces.isEmpty()) {
            sql.add("and " + GRAMS + "(x.folded, x.room_id, x.sender_id) @@ cast(? as tsquery)", pieces);
        }
        contains(sql, query).senders(scope, "x").time(scope, "x").behind(behind, "x", "message_id");
        sql.add("""
                ), page as (
                    select x.*, mine.last_read_seq
                    from found x
                    join memberships mine on mine.room_id = x.room_id and mine.user_id = ?""", scope.userId());
        sql.rooms(scope).add("order by x.created_at desc, x.message_id desc limit ?)", most);
        sql.add(MESSAGE + " from page x left join messages m on m.id = x.message_id and m.deleted_at is null");
        unread(sql, scope);
        sql.add("left join users s on s.id = m.sender_id order by x.created_at desc, x.message_id desc");
        return read(scope, query, sql, most, false, endNanos);
    }

    private Part read(SearchScope scope, SearchQuery query, Clauses sql, int most, boolean hasEdge, long endNanos)
            throws SQLException {
        List<SearchHit> hits = new ArrayList<>();
        SearchCursor edge = null;
        int places = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement select = sql.prepare(connection, endNanos);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                OffsetDateTime edgeAt = hasEdge ? row.getObject("edge_at", OffsetDateTime.class) : null;
                edge = edgeAt == null ? edge : SearchCursor.before(edgeAt.toInstant());
                OffsetDateTime at = row.getObject("place_at", OffsetDateTime.class);
                if (at != null && ++places == most) {
                    edge = new SearchCursor(at.toInstant(), row.getObject("place_id", UUID.class));
                }
                if (row.getObject("id", UUID.class) != null) {
                    SearchRepository.keep(scope, query, MessageRows.read(row), hits);
                }
            }
        }
        return new Part(hits, edge);
    }

    private static Clauses contains(Clauses sql, SearchQuery query) {
        for (Term term : query.terms()) {
            if (term.isExcluded() && !term.isWhole()) {
                sql.add("and strpos(x.folded, ?) = 0", term.text());
            } else if (!term.isExcluded()) {
                sql.add("and strpos(x.folded, ?) > 0", term.text());
                if (term.isWhole()) {
                    sql.add("and x.folded ~ ?", alone(term.text()));
                }
            }
        }
        return sql;
    }

    /** Leaves out most of what {@link Term} would not take either: where a Latin word goes on at one end. */
    static String alone(String text) {
        String literal = text.replaceAll("([\\x00-\\x7f&&[^a-z0-9 ]])", "\\\\$1");
        String before = isLatin(text.charAt(0)) ? "(^|" + NOT_LATIN + ")" : "";
        String behind = isLatin(text.charAt(text.length() - 1)) ? "($|" + NOT_LATIN + ")" : "";
        return before + literal + behind;
    }

    private static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static void unread(Clauses sql, SearchScope scope) {
        if (scope.isUnread()) {
            sql.add("and m.seq > x.last_read_seq and m.sender_id <> ?", scope.userId());
        }
    }

    /** What the index is asked for; empty when nothing in the query leads through it. */
    static String pieces(SearchScope scope, SearchQuery query) {
        Set<String> all = new LinkedHashSet<>();
        for (String text : query.wanted()) {
            all.addAll(pieces(text));
        }
        if (scope.senders() != null) {
            all.add(anyOf(scope.senders()));
        }
        if (scope.rooms().size() <= MOST_ROOMS) {
            all.add(anyOf(scope.rooms().keySet()));
        }
        return String.join(" & ", all);
    }

    private static List<String> pieces(String text) {
        int[] letters = text.codePoints().toArray();
        if (letters.length < 3) {
            return List.of(quoted(text) + ":*");
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i + 3 <= letters.length; i++) {
            all.add(quoted(new String(letters, i, 3)));
        }
        int step = 1 + (all.size() - 1) / MOST_GRAMS;
        List<String> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            some.add(all.get(i));
        }
        return some;
    }

    private static String anyOf(Iterable<UUID> ids) {
        List<String> quoted = new ArrayList<>();
        ids.forEach(id -> quoted.add(quoted(id.toString())));
        return quoted.stream().collect(Collectors.joining(" | ", "(", ")"));
    }

    private static String quoted(String piece) {
        return Stream.of(piece)
                .map(text -> text.replace("\\", "\\\\").replace("'", "''"))
                .collect(Collectors.joining("", "'", "'"));
    }
}
