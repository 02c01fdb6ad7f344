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
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.jspecify.annotations.Nullable;

/** The table {@code scim_users} and the accounts behind it: those of people, but not what a directory removed. */
@ApplicationScoped
class AccountRepository {

    private static final String SEEN = " from users u left join scim_users s on s.user_id = u.id"
            + " where u.is_bot = false and s.removed_at is null";

    private static final String ACCOUNTS = "select u.id, coalesce(s.user_name, u.username) as user_name, s.external_id,"
            + " u.email, u.first_name, u.last_name, u.is_active, u.is_staff, u.created_at,"
            + " coalesce(s.updated_at, u.created_at) as updated_at" + SEEN;

    /** Whoever no directory has claimed yet is known by user name and address, so that one can find people who were first. */
    private static final String NAMED = " and u.id in (select x.user_id from scim_users x where x.user_name_key = ?"
            + " union select y.id from users y where (y.username = ? or y.email = ?)"
            + " and not exists (select 1 from scim_users z where z.user_id = y.id))";

    @Inject
    Rows rows;

    Optional<Account> find(UUID id) {
        return rows.list(ACCOUNTS + " and u.id = ?", AccountRepository::account, id).stream()
                .findFirst();
    }

    /** One after the other, on whatever server. */
    void lock(UUID id) {
        var unused = rows.list("select id from users where id = ? for update", row -> true, id);
    }

    /** The administrators who can sign in, in an order that no two callers get wrong; nobody else changes them meanwhile. */
    List<UUID> lockStaff() {
        return rows.list(
                "select id from users where is_staff = true and is_active = true and is_bot = false order by id for update",
                row -> row.getObject("id", UUID.class));
    }

    Found<Account> list(List<Condition> conditions, long from, int limit) {
        StringBuilder where = new StringBuilder();
        List<Object> values = new ArrayList<>();
        conditions.forEach(condition -> add(condition, where, values));
        long total = rows.list("select count(*)" + SEEN + where, row -> row.getLong(1), values.toArray())
                .get(0);
        if (limit == 0) {
            return new Found<>(List.of(), total);
        }
        values.add(limit);
        values.add(from);
        return new Found<>(
                rows.list(
                        ACCOUNTS + where + " order by u.id limit ? offset ?",
                        AccountRepository::account,
                        values.toArray()),
                total);
    }

    private static void add(Condition condition, StringBuilder where, List<Object> values) {
        String value = condition.value();
        String lower = value.toLowerCase(Locale.ROOT);
        switch (condition.field()) {
            case ID -> {
                where.append(" and u.id = ?");
                values.add(Ids.parse(value).orElse(new UUID(0, 0)));
            }
            case USER_NAME -> {
                where.append(NAMED);
                values.addAll(List.of(lower, lower, lower));
            }
            case EXTERNAL_ID -> {
                where.append(" and s.external_id = ?");
                values.add(value);
            }
            case EMAIL -> {
                where.append(" and u.email = ?");
                values.add(lower);
            }
            case DISPLAY_NAME -> {
                where.append(" and lower(trim(u.first_name || ' ' || u.last_name)) = ?");
                values.add(lower);
            }
            case FIRST_NAME -> {
                where.append(" and lower(u.first_name) = ?");
                values.add(lower);
            }
            case LAST_NAME -> {
                where.append(" and lower(u.last_name) = ?");
                values.add(lower);
            }
            case ACTIVE -> {
                where.append(" and u.is_active = ?");
                values.add(Boolean.parseBoolean(value));
            }
            case ANYTHING -> {}
            case MEMBER, NOTHING -> where.append(" and 1 = 0");
        }
    }

    /** Somebody whom a directory removed, known by the name that it gives to nobody else. */
    Optional<UUID> findRemoved(String externalId) {
        return rows
                .list(
                        "select user_id from scim_users where external_id = ? and removed_at is not null"
                                + " order by removed_at desc limit 1",
                        row -> row.getObject("user_id", UUID.class),
                        externalId)
                .stream()
                .findFirst();
    }

    void note(UUID id, AccountEdit edit, Instant at) {
        int changed = rows.change(
                "update scim_users set user_name = ?, user_name_key = ?, external_id = ?, updated_at = ?,"
                        + " removed_at = null where user_id = ?",
                edit.userName(),
                edit.userNameKey(),
                edit.externalId(),
                at,
                id);
        if (changed == 0) {
            rows.change(
                    "insert into scim_users (user_id, user_name, user_name_key, external_id, updated_at)"
                            + " values (?, ?, ?, ?, ?)",
                    id,
                    edit.userName(),
                    edit.userNameKey(),
                    edit.externalId(),
                    at);
        }
    }

    /** Hides an account; what the directory called it is free for somebody else. */
    void hide(UUID id, @Nullable String externalId, Instant at) {
        rows.change("delete from scim_members where user_id = ?", id);
        rows.change("delete from scim_users where user_id = ?", id);
        rows.change(
                "insert into scim_users (user_id, external_id, updated_at, removed_at) values (?, ?, ?, ?)",
                id,
                externalId,
                at,
                at);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("user_name"),
                row.getString("external_id"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getBoolean("is_active"),
                row.getBoolean("is_staff"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
