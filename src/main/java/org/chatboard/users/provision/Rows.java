package org.chatboard.users.provision;

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
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Unavailable;
import org.jspecify.annotations.Nullable;

/** Runs the statements of this package, inside the transaction of the caller. */
@ApplicationScoped
class Rows {

    /** NUL and half characters: PostgreSQL cannot even be asked for them, and nobody is called so. */
    private static final Pattern UNHELD = Pattern.compile("[\\x00\\p{Cs}]");

    private static final String UNIQUE_VIOLATION = "23505";

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /**
     * Makes something of a row.
     *
     * @param <T> what it makes
     */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            set(select, values);
            List<T> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    /**
     * Changes rows; how many.
     *
     * @throws Conflict {@code uniqueness} when another row has what may be there only once
     */
    int change(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(sql)) {
            set(change, values);
            return change.executeUpdate();
        } catch (SQLException failed) {
            if (UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                throw new Conflict("uniqueness", "Somebody or something else has this name already.");
            }
            throw new Unavailable(failed);
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static void set(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Instant at) {
                statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
            } else if (value == null || value instanceof String) {
                statement.setString(
                        i + 1,
                        value == null ? null : UNHELD.matcher((String) value).replaceAll("\ufffd"));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
