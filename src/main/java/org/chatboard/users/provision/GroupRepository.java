package org.chatboard.users.provision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Ids;

/** The tables {@code scim_groups} and {@code scim_members}. */
@ApplicationScoped
class GroupRepository {

    private static final String GROUPS =
            "select g.id, g.display_name, g.external_id, g.created_at, g.updated_at from scim_groups g where 1 = 1";

    @Inject
    Rows rows;

    Optional<DirectoryGroup> find(UUID id) {
        return rows.list(GROUPS + " and g.id = ?", GroupRepository::group, id).stream()
                .findFirst();
    }

    /** One after the other, on whatever server. */
    void lock(UUID id) {
        var unused = rows.list("select id from scim_groups where id = ? for update", row -> true, id);
    }

    List<DirectoryGroup.Member> members(UUID id) {
        return rows.list(
                "select u.id, u.first_name, u.last_name from scim_members m join users u on u.id = m.user_id"
                        + " where m.group_id = ? order by u.id",
                row -> new DirectoryGroup.Member(
                        row.getObject("id", UUID.class),
                        (row.getString("first_name") + " " + row.getString("last_name")).strip()),
                id);
    }

    Found<DirectoryGroup> list(List<Condition> conditions, long from, int limit) {
        StringBuilder where = new StringBuilder();
        List<Object> values = new ArrayList<>();
        conditions.forEach(condition -> add(condition, where, values));
        long total = rows.list(
                        "select count(*) from scim_groups g where 1 = 1" + where,
                        row -> row.getLong(1),
                        values.toArray())
                .get(0);
        if (limit == 0) {
            return new Found<>(List.of(), total);
        }
        values.add(limit);
        values.add(from);
        return new Found<>(
                rows.list(GROUPS + where + " order by g.id limit ? offset ?", GroupRepository::group, values.toArray()),
                total);
    }

    private static void add(Condition condition, StringBuilder where, List<Object> values) {
        switch (condition.field()) {
            case ID -> {
                where.append(" and g.id = ?");
                values.add(id(condition));
            }
            case EXTERNAL_ID -> {
                where.append(" and g.external_id = ?");
                values.add(condition.value());
            }
            case DISPLAY_NAME -> {
                where.append(" and g.display_key = ?");
                values.add(condition.value().toLowerCase(Locale.ROOT));
            }
            case MEMBER -> {
                where.append(" and exists (select 1 from scim_members m where m.group_id = g.id and m.user_id = ?)");
                values.add(id(condition));
            }
            default -> where.append(" and 1 = 0");
        }
    }

    /** What is no id is the id of nothing. */
    private static UUID id(Condition condition) {
        return Ids.parse(condition.value()).orElse(new UUID(0, 0));
    }

    /** The names of all groups that somebody is in. */
    List<String> namesOf(UUID userId) {
        return rows.list(
                "select g.display_name from scim_groups g join scim_members m on m.group_id = g.id where m.user_id = ?",
                row -> row.getString(1),
                userId);
    }

    /** Everybody who is in a group. */
    Set<UUID> people() {
        return Set.copyOf(rows.list("select distinct user_id from scim_members", row -> row.getObject(1, UUID.class)));
    }

    void add(UUID id, GroupEdit edit, Instant at) {
        rows.change(
                "insert into scim_groups (id, display_name, display_key, external_id, created_at, updated_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                id,
                edit.displayName(),
                edit.displayKey(),
                edit.externalId(),
                at,
                at);
    }

    void change(UUID id, GroupEdit edit, Instant at) {
        rows.change(
                "update scim_groups set display_name = ?, display_key = ?, external_id = ?, updated_at = ? where id = ?",
                edit.displayName(),
                edit.displayKey(),
                edit.externalId(),
                at,
                id);
    }

    /** Whether there is somebody of this id whom a directory sees. */
    boolean addMember(UUID id, UUID userId) {
        return rows.change(
                        "insert into scim_members (group_id, user_id) select cast(? as uuid), u.id from users u"
                                + " left join scim_users s on s.user_id = u.id"
                                + " where u.id = ? and u.is_bot = false and s.removed_at is null",
                        id,
                        userId)
                == 1;
    }

    void removeMember(UUID id, UUID userId) {
        rows.change("delete from scim_members where group_id = ? and user_id = ?", id, userId);
    }

    void remove(UUID id) {
        rows.change("delete from scim_members where group_id = ?", id);
        rows.change("delete from scim_groups where id = ?", id);
    }

    private static DirectoryGroup group(ResultSet row) throws SQLException {
        return new DirectoryGroup(
                row.getObject("id", UUID.class),
                row.getString("display_name"),
                row.getString("external_id"),
                List.of(),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
