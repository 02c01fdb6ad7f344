package org.chatboard.webhooks.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.sql.Tables;
import org.jspecify.annotations.Nullable;

/** The table {@code hook_deliveries}: the newest tries of each hook. */
@ApplicationScoped
class DeliveryRepository {

    /** Of a hook; some more while nobody has cleaned up. */
    static final int KEPT = 1_000;

    private static final String FORGET = """
            delete from hook_deliveries where hook_id = ? and id < (
                select d.id from hook_deliveries d where d.hook_id = ? order by d.id desc
                offset %d rows fetch next 1 rows only)""".formatted(KEPT - 1);

    @Inject
    Tables tables;

    @Inject
    OutgoingHookRepository hooks;

    /**
     * Moves a hook on and notes why, both or neither.
     *
     * @param offReason why the hook is switched off with this; null when it is not
     * @return false when somebody else has the hook by now, and nothing is noted
     */
    @Transactional
    boolean note(OutgoingHook.Position to, UUID lease, Delivery delivery, @Nullable String offReason) {
        if (!hooks.move(delivery.hookId(), lease, to)) {
            return false;
        }
        add(delivery);
        if (offReason != null) {
            hooks.switchOff(delivery.hookId(), offReason);
        }
        return true;
    }

    void add(Delivery delivery) {
        tables.change(
                "insert into hook_deliveries (id, hook_id, event, message_id, seq, change, attempt, status,"
                        + " response_code, problem, duration_ms, next_at, tried_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                delivery.id(),
                delivery.hookId(),
                delivery.event().wireName(),
                delivery.messageId(),
                delivery.seq(),
                delivery.change(),
                delivery.attempt(),
                delivery.status().name(),
                delivery.responseCode(),
                delivery.problem(),
                delivery.durationMillis(),
                delivery.nextAt(),
                delivery.triedAt());
    }

    /** Drops what is too old to be kept. */
    void forget(UUID hookId) {
        tables.change(FORGET, hookId, hookId);
    }

    /** Those before one of them, newest first. */
    List<Delivery> list(UUID hookId, @Nullable UUID before, int limit) {
        return tables.list(
                "select * from hook_deliveries where hook_id = ? and id < ? order by id desc fetch first ? rows only",
                DeliveryRepository::read,
                hookId,
                before == null ? new UUID(Long.MAX_VALUE, -1L) : before,
                limit);
    }

    Optional<Delivery> find(UUID hookId, UUID id) {
        return tables
                .list(
                        "select * from hook_deliveries where hook_id = ? and id = ?",
                        DeliveryRepository::read,
                        hookId,
                        id)
                .stream()
                .findFirst();
    }

    private static Delivery read(ResultSet row) throws SQLException {
        int code = row.getInt("response_code");
        boolean hasCode = !row.wasNull();
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("hook_id", UUID.class),
                HookEvent.of(row.getString("event")).orElseThrow(),
                row.getObject("message_id", UUID.class),
                row.getLong("seq"),
                row.getLong("change"),
                row.getInt("attempt"),
                Delivery.Status.valueOf(row.getString("status")),
                hasCode ? Integer.valueOf(code) : null,
                row.getString("problem"),
                row.getLong("duration_ms"),
                Tables.instant(row, "next_at"),
                Objects.requireNonNull(Tables.instant(row, "tried_at")));
    }
}
