package org.chatboard.users.provision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.sql.Tables;
import org.jspecify.annotations.Nullable;

/** {@link Tables} for what a directory sends: any text at all, and the same name twice. */
@ApplicationScoped
class Rows {

    @Inject
    Tables tables;

    <T> List<T> list(String sql, Tables.Reader<T> reader, @Nullable Object... values) {
        return tables.list(sql, reader, held(values));
    }

    /**
     * Changes rows; how many.
     *
     * @throws Conflict {@code uniqueness} when another row has what may be there only once
     */
    int change(String sql, @Nullable Object... values) {
        try {
            return tables.change(sql, held(values));
        } catch (Unavailable failed) {
            throw Tables.isTaken(failed)
                    ? new Conflict("uniqueness", "Somebody or something else has this name already.")
                    : failed;
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Tables.instant(row, column));
    }

    private static @Nullable Object[] held(@Nullable Object[] values) {
        return Arrays.stream(values)
                .map(value -> value instanceof String text ? Tables.held(text) : value)
                .toArray();
    }
}
