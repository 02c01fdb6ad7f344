package org.chatboard.users.profile;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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
import javax.sql.DataSource;
import org.chatboard.platform.Unavailable;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** The tables {@code user_profiles} and {@code avatars}. */
@ApplicationScoped
class ProfileRepository {

    private static final String PROFILE = """
            select u.id, u.username, u.first_name, u.last_name, u.is_active, u.is_staff, u.email, p.title, p.department,
                p.time_zone, p.locale, p.status, p.status_text, p.last_seen_at, a.version
            from users u
            join user_profiles p on p.user_id = u.id
            left join avatars a on a.user_id = u.id
            where u.id = ? and u.is_active = true""";

    private static final String EDIT = """
            update user_profiles set title = coalesce(?, title), department = coalesce(?, department),
                time_zone = coalesce(?, time_zone), locale = coalesce(?, locale) where user_id = ?""";

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    /** Reads what stands in a row. */
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    Optional<Profile> find(UUID userId) {
        return all(PROFILE, ProfileRepository::profile, userId).stream().findFirst();
    }

    void edit(UUID userId, ProfileEdit edit) {
        update(EDIT, edit.title(), edit.department(), edit.timeZone(), edit.locale(), userId);
    }

    void choose(UUID userId, PersonStatus status, Instant at) {
        update(
                "update user_profiles set status = ?, status_text = ?, updated_at = ? where user_id = ?",
                status.chosen().name(),
                status.text(),
                at,
                userId);
    }

    /** Whoever chose something since a moment, with what holds now. */
    List<StatusChanged> listChosenSince(Instant since) {
        return all(
                "select user_id, status, status_text from user_profiles where updated_at >= ?",
                row -> new StatusChanged(row.getObject("user_id", UUID.class), status(row)),
                since);
    }

    /** Everybody who shows something else than whether they are here. */
    List<StatusChanged> listChosen() {
        return all(
                "select user_id, status, status_text from user_profiles where status <> 'ONLINE' or status_text <> ''",
                row -> new StatusChanged(row.getObject("user_id", UUID.class), status(row)));
    }

    /** Nothing when there is no picture, or it is of somebody who is not here any more. */
    Optional<Picture> findPicture(UUID userId) {
        return all(
                        "select a.image, a.version from avatars a join users u on u.id = a.user_id"
                                + " where a.user_id = ? and u.is_active = true",
                        row -> new Picture(row.getBytes("image"), row.getString("version")),
                        userId)
                .stream()
                .findFirst();
    }

    @Transactional
    void putPicture(UUID userId, Picture picture, Instant at) {
        removePicture(userId);
        update(
                "insert into avatars (user_id, image, version, created_at) values (?, ?, ?, ?)",
                userId,
                picture.png(),
                picture.version(),
                at);
    }

    void removePicture(UUID userId) {
        update("delete from avatars where user_id = ?", userId);
    }

    private void update(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (row.next()) {
                found.add(reader.read(row));
            }
            return found;
        } catch (SQLException failed) {
            throw new Unavailable(failed);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof UUID id) {
                statement.setObject(i + 1, id);
            } else if (value instanceof Instant at) {
                statement.setObject(i + 1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            } else {
                statement.setString(i + 1, (String) value);
            }
        }
        return statement;
    }

    private static Profile profile(ResultSet row) throws SQLException {
        OffsetDateTime lastSeen = row.getObject("last_seen_at", OffsetDateTime.class);
        return new Profile(
                new UserView(
                        row.getObject("id", UUID.class),
                        row.getString("username"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getBoolean("is_active"),
                        row.getBoolean("is_staff")),
                row.getString("email"),
                text(row, "title"),
                text(row, "department"),
                text(row, "time_zone"),
                text(row, "locale"),
                status(row),
                text(row, "version"),
                lastSeen == null ? null : lastSeen.toInstant());
    }

    private static PersonStatus status(ResultSet row) throws SQLException {
        return new PersonStatus(ChosenStatus.valueOf(row.getString("status")), text(row, "status_text"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
