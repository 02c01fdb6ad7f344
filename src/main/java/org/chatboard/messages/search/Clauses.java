package org.chatboard.messages.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A statement that grows with what is asked for. What people typed goes in as values only. */
final class Clauses {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Goes on with a piece of SQL and the values of its question marks. */
    Clauses add(String piece, Object... more) {
        sql.append(' ').append(piece);
        values.addAll(List.of(more));
        return this;
    }

    /** The wanted rooms of {@code mine}, the memberships of who looks. */
    Clauses rooms(SearchScope scope) {
        return scope.isEverywhere() ? this : add("and mine.room_id = any(?)", (Object) scope.roomIds());
    }

    /** The wanted senders of a table. */
    Clauses senders(SearchScope scope, String table) {
        if (scope.senders() != null) {
            add("and " + table + ".sender_id = any(?)", (Object) scope.senders().toArray());
        }
        if (!scope.notSenders().isEmpty()) {
            add("and not (" + table + ".sender_id = any(?))", (Object)
                    scope.notSenders().toArray());
        }
        return this;
    }

    /** The wanted time of a table. */
    Clauses time(SearchScope scope, String table) {
        if (scope.since() != null) {
            add("and " + table + ".created_at >= ?", scope.since());
        }
        if (scope.until() != null) {
            add("and " + table + ".created_at < ?", scope.until());
        }
        return this;
    }

    /** What comes behind a place. */
    Clauses behind(@Nullable SearchCursor place, String table, String id) {
        return place == null
                ? this
                : add("and (" + table + ".created_at, " + table + "." + id + ") < (?, ?)", place.at(), place.id());
    }

    /**
     * Makes the statement.
     *
     * @param endNanos when whoever asks has waited long enough, on the clock of {@link System#nanoTime()}
     * @throws SQLTimeoutException when that is over
     */
    PreparedStatement prepare(Connection connection, long endNanos) throws SQLException {
        checkTime(endNanos);
        PreparedStatement statement = connection.prepareStatement(sql.toString());
        // A statement that is thrown away by a failure here ends with its transaction.
        statement.setQueryTimeout((int) (1 + TimeUnit.NANOSECONDS.toSeconds(endNanos - System.nanoTime())));
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof Instant instant) {
                statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
            } else if (value instanceof Object[] ids) {
                statement.setArray(i + 1, connection.createArrayOf(ids instanceof String[] ? "varchar" : "uuid", ids));
            } else if (value instanceof UUID || value instanceof String || value instanceof Integer) {
                statement.setObject(i + 1, value);
            } else {
                throw new IllegalArgumentException(value.getClass().getName());
            }
        }
        return statement;
    }

    /** Reading what was found takes time as well. */
    static void checkTime(long endNanos) throws SQLTimeoutException {
        if (System.nanoTime() - endNanos >= 0) {
            throw new SQLTimeoutException("The search took too long");
        }
    }
}
