package org.chatboard.webhooks;

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
import javax.sql.DataSource;
import org.chatboard.platform.Unavailable;
import org.jspecify.annotations.Nullable;

/** Runs the statements of this package; inside a transaction of the caller, if there is one. */
@ApplicationScoped
public class Tables {

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

    private static void set(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
    }
}
