package org.chatboard.platform.sql;

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
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.chatboard.platform.Unavailable;
import org.jspecify.annotations.Nullable;

/** Runs statements; inside a transaction of the caller, if there is one. */
@ApplicationScoped
public class Tables {

    private static final String UNIQUE_VIOLATED = "23505";

    /** NUL and half characters. */
    private static final Pattern UNHELD = Pattern.compile("[\\x00\\p{Cs}]");

    private static final Pattern SPECIAL = Pattern.compile("([\\\\%_])");

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /**
     * Makes something of a row.
     *
     * @param <T> what it makes
     */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The rows of a query. */
    public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) {
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

    /** The first row of a query, if it finds any. */
    public <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /** Changes rows; how many. */
    public int change(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(sql)) {
            set(change, values);
            return change.executeUpdate();
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    /** The instant in a column, if there is one. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** The text as a database may be asked for it: PostgreSQL refuses what it cannot hold. Nothing is called so. */
    public static String held(String text) {
        return UNHELD.matcher(text).replaceAll("\ufffd");
    }

    /** A pattern for {@code like} that finds what contains a text; the backslash escapes in both databases. */
    public static String containing(String text) {
        return "%" + SPECIAL.matcher(held(text)).replaceAll("\\\\$1") + "%";
    }

    /** The text in a column; empty for none. */
    public static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Whether a change was refused because another row has the same already. */
    public static boolean isTaken(Unavailable failed) {
        return failed.getCause() instanceof SQLException sql && UNIQUE_VIOLATED.equals(sql.getSQLState());
    }

    private static void set(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Instant at) {
                statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
            } else if (value instanceof UUID[] ids) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("uuid", ids));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
