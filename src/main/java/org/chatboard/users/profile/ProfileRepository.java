package org.chatboard.users.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.platform.sql.Tables;
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

    /** The page first, a walk along the index of names; then what these people say of themselves. */
    private static final String COLLEAGUES = """
            select u.id, u.username, u.first_name, u.last_name, u.is_active, u.is_staff, p.title, p.department, a.version
            from (select id, username, first_name, last_name, is_active, is_staff, search_name from users
                where is_active = true and is_bot = false and id <> ?{conditions}
                order by search_name fetch first ? rows only) u
            join user_profiles p on p.user_id = u.id
            left join avatars a on a.user_id = u.id
            order by u.search_name""";

    private static final String EDIT = """
            update user_profiles set title = coalesce(?, title), department = coalesce(?, department),
                time_zone = coalesce(?, time_zone), locale = coalesce(?, locale) where user_id = ?""";

    @Inject
    Tables tables;

    Optional<Profile> find(UUID userId) {
        return tables.first(PROFILE, ProfileRepository::profile, userId);
    }

    /**
     * Active people but one, in the order of their search names.
     *
     * @param words folded; each has to be part of the first, the last or the user name
     * @param after the person behind whom the page begins; null for the first page
     */
    List<Colleague> listColleagues(UUID without, List<String> words, @Nullable UUID after, int limit) {
        StringBuilder conditions = new StringBuilder();
        List<Object> values = new ArrayList<>(List.of(without));
        for (String word : words) {
            conditions.append(" and search_name like ?");
            values.add(Tables.containing(word));
        }
        if (after != null) {
            conditions.append(" and search_name > (select x.search_name from users x where x.id = ?)");
            values.add(after);
        }
        values.add(limit);
        return tables.list(
                COLLEAGUES.replace("{conditions}", conditions), ProfileRepository::colleague, values.toArray());
    }

    /** The versions of the pictures of these people, as far as they have one. */
    Map<UUID, String> listPictures(Set<UUID> userIds) {
        return userIds.isEmpty()
                ? Map.of()
                : tables
                        .list(
                                "select user_id, version from avatars where user_id = any(?)",
                                row -> Map.entry(row.getObject("user_id", UUID.class), row.getString("version")),
                                (Object) userIds.toArray(UUID[]::new))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void edit(UUID userId, ProfileEdit edit) {
        tables.change(EDIT, edit.title(), edit.department(), edit.timeZone(), edit.locale(), userId);
    }

    void choose(UUID userId, PersonStatus status, Instant at) {
        tables.change(
                "update user_profiles set status = ?, status_text = ?, updated_at = ? where user_id = ?",
                status.chosen().name(),
                status.text(),
                at,
                userId);
    }

    /** Whoever chose something since a moment, with what holds now. */
    List<StatusChanged> listChosenSince(Instant since) {
        return tables.list(
                "select user_id, status, status_text from user_profiles where updated_at >= ?",
                row -> new StatusChanged(row.getObject("user_id", UUID.class), status(row)),
                since);
    }

    /** Everybody who shows something else than whether they are here. */
    List<StatusChanged> listChosen() {
        return tables.list(
                "select user_id, status, status_text from user_profiles where status <> 'ONLINE' or status_text <> ''",
                row -> new StatusChanged(row.getObject("user_id", UUID.class), status(row)));
    }

    /** Nothing when there is no picture, or it is of somebody who is not here any more. */
    Optional<Picture> findPicture(UUID userId) {
        return tables.first(
                "select a.image, a.version from avatars a join users u on u.id = a.user_id"
                        + " where a.user_id = ? and u.is_active = true",
                row -> new Picture(row.getBytes("image"), row.getString("version")),
                userId);
    }

    @Transactional
    void putPicture(UUID userId, Picture picture, Instant at) {
        removePicture(userId);
        tables.change(
                "insert into avatars (user_id, image, version, created_at) values (?, ?, ?, ?)",
                userId,
                picture.png(),
                picture.version(),
                at);
    }

    void removePicture(UUID userId) {
        tables.change("delete from avatars where user_id = ?", userId);
    }

    private static Colleague colleague(ResultSet row) throws SQLException {
        return new Colleague(
                user(row), Tables.text(row, "title"), Tables.text(row, "department"), Tables.text(row, "version"));
    }

    private static UserView user(ResultSet row) throws SQLException {
        return new UserView(
                row.getObject("id", UUID.class),
                row.getString("username"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getBoolean("is_active"),
                row.getBoolean("is_staff"));
    }

    private static Profile profile(ResultSet row) throws SQLException {
        return new Profile(
                user(row),
                row.getString("email"),
                Tables.text(row, "title"),
                Tables.text(row, "department"),
                Tables.text(row, "time_zone"),
                Tables.text(row, "locale"),
                status(row),
                Tables.text(row, "version"),
                Tables.instant(row, "last_seen_at"));
    }

    private static PersonStatus status(ResultSet row) throws SQLException {
        return new PersonStatus(ChosenStatus.valueOf(row.getString("status")), Tables.text(row, "status_text"));
    }
}
