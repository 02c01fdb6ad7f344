package org.chatboard.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.sql.Tables;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.jspecify.annotations.Nullable;

/** The table {@code incoming_hooks}. */
@ApplicationScoped
class IncomingHookRepository {

    private static final String HOOKS = """
            select h.id, h.room_id, h.bot_id, b.username as bot, h.name, c.username as creator, h.created_at, h.last_used_at
            from incoming_hooks h
            join users b on b.id = h.bot_id
            join users c on c.id = h.created_by
            where\s""";

    /** Of the rooms that the caller looks after; administrators look after all. */
    private static final String OF_CALLER = """
            (cast(? as boolean) = true or exists (select 1 from memberships m where m.room_id = h.room_id
                and m.user_id = ? and m.role in ('OWNER', 'MODERATOR')))""";

    @Inject
    Tables tables;

    void add(IncomingHook hook, String secretHash, UUID creatorId) {
        tables.change(
                "insert into incoming_hooks (id, room_id, bot_id, name, secret_hash, created_by, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                hook.id(),
                hook.roomId(),
                hook.botId(),
                hook.name(),
                secretHash,
                creatorId,
                hook.createdAt());
    }

    long count(UUID roomId) {
        return tables.list("select count(*) from incoming_hooks where room_id = ?", row -> row.getLong(1), roomId)
                .get(0);
    }

    /** Those that come after one of them, in the order they were made. */
    List<IncomingHook> list(Caller caller, @Nullable UUID after, int limit) {
        return tables.list(
                HOOKS + OF_CALLER + " and h.id > ? order by h.id fetch first ? rows only",
                IncomingHookRepository::read,
                isAdmin(caller),
                caller.id(),
                after == null ? new UUID(0, 0) : after,
                limit);
    }

    Optional<IncomingHook> find(Caller caller, UUID id) {
        return tables
                .list(
                        HOOKS + OF_CALLER + " and h.id = ?",
                        IncomingHookRepository::read,
                        isAdmin(caller),
                        caller.id(),
                        id)
                .stream()
                .findFirst();
    }

    Optional<IncomingHook> findBySecret(String secretHash) {
        return tables
                .list(HOOKS + "b.is_active = true and h.secret_hash = ?", IncomingHookRepository::read, secretHash)
                .stream()
                .findFirst();
    }

    void used(UUID id, Instant at) {
        tables.change("update incoming_hooks set last_used_at = ? where id = ?", at, id);
    }

    void remove(UUID id) {
        tables.change("delete from incoming_hooks where id = ?", id);
    }

    private static boolean isAdmin(Caller caller) {
        return caller.roles().contains(Role.ADMIN);
    }

    private static IncomingHook read(ResultSet row) throws SQLException {
        return new IncomingHook(
                row.getObject("id", UUID.class),
                row.getObject("room_id", UUID.class),
                row.getObject("bot_id", UUID.class),
                row.getString("bot"),
                row.getString("name"),
                row.getString("creator"),
                Objects.requireNonNull(Tables.instant(row, "created_at")),
                Tables.instant(row, "last_used_at"));
    }
}
