package org.chatboard.webhooks.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.platform.sql.Tables;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.jspecify.annotations.Nullable;

/** The table {@code outgoing_hooks}. */
@ApplicationScoped
class OutgoingHookRepository {

    private static final String HOOKS = """
            select h.*, c.username as creator, r.last_change
            from outgoing_hooks h
            join users c on c.id = h.created_by
            join rooms r on r.id = h.room_id
            where\s""";

    /** Of the rooms that the caller looks after; administrators look after all. */
    private static final String OF_CALLER = """
            (cast(? as boolean) = true or exists (select 1 from memberships m where m.room_id = h.room_id
                and m.user_id = ? and m.role in ('OWNER', 'MODERATOR')))""";

    private static final String START = """
            insert into outgoing_hooks (id, room_id, url, events, secret_version, key_id, is_enabled, created_by, created_at,
                delivered_change, seen, attempt)
            select cast(? as uuid), r.id, cast(? as varchar), cast(? as varchar), 1, cast(? as varchar), true,
                cast(? as uuid), cast(? as timestamp with time zone), r.last_change, cast(r.last_seq as varchar(20)), 0
            from rooms r where r.id = ?""";

    /** By the clock of the database, which all servers share. */
    private static final String LEASE = """
            update outgoing_hooks set leased_by = ?, leased_until = current_timestamp + interval '30' second
            where id = ? and is_enabled = true
                and (leased_by = ? or leased_until is null or leased_until < current_timestamp)""";

    private static final String DUE = """
            select h.id, h.room_id,
                r.last_change > h.delivered_change and h.key_id = ? and (h.next_at is null or h.next_at <= ?)
                    and (h.leased_until is null or h.leased_until < current_timestamp) as is_due
            from outgoing_hooks h
            join rooms r on r.id = h.room_id
            where h.is_enabled = true""";

    @Inject
    Tables tables;

    /**
     * An enabled hook.
     *
     * @param id the hook
     * @param roomId what it follows
     * @param isDue whether there is something to tell now, and nobody is about it
     */
    record Enabled(UUID id, UUID roomId, boolean isDue) {}

    /** Adds a hook that will be told what happens from now on. */
    void add(UUID id, UUID roomId, String url, Set<HookEvent> events, String keyId, UUID creatorId, Instant now) {
        tables.change(START, id, url, joined(events), keyId, creatorId, now, roomId);
    }

    void set(OutgoingHook hook) {
        tables.change(
                "update outgoing_hooks set url = ?, events = ?, secret_version = ?, key_id = ?, is_enabled = ?,"
                        + " off_reason = ?, attempt = ?, next_at = ?, failing_since = ? where id = ?",
                hook.url(),
                joined(hook.events()),
                hook.secret().version(),
                hook.secret().keyId(),
                hook.isEnabled(),
                hook.offReason(),
                hook.position().attempt(),
                hook.position().nextAt(),
                hook.position().failingSince(),
                hook.id());
    }

    void remove(UUID id) {
        tables.change("delete from outgoing_hooks where id = ?", id);
    }

    long count(UUID roomId) {
        return tables.list("select count(*) from outgoing_hooks where room_id = ?", row -> row.getLong(1), roomId)
                .get(0);
    }

    /** Those that come after one of them, in the order they were made. */
    List<OutgoingHook> list(Caller caller, @Nullable UUID after, int limit) {
        return tables.list(
                HOOKS + OF_CALLER + " and h.id > ? order by h.id fetch first ? rows only",
                OutgoingHookRepository::read,
                isAdmin(caller),
                caller.id(),
                after == null ? new UUID(0, 0) : after,
                limit);
    }

    Optional<OutgoingHook> find(Caller caller, UUID id) {
        return tables
                .list(
                        HOOKS + OF_CALLER + " and h.id = ?",
                        OutgoingHookRepository::read,
                        isAdmin(caller),
                        caller.id(),
                        id)
                .stream()
                .findFirst();
    }

    List<Enabled> listEnabled(String keyId, Instant now) {
        return tables.list(
                DUE,
                row -> new Enabled(
                        row.getObject("id", UUID.class),
                        row.getObject("room_id", UUID.class),
                        row.getBoolean("is_due")),
                keyId,
                now);
    }

    /** Takes the hook for some seconds, or keeps it; as it is now, or nothing when somebody else has it or it is off. */
    Optional<OutgoingHook> lease(UUID id, UUID lease) {
        return tables.change(LEASE, lease, id, lease) == 0
                ? Optional.empty()
                : tables.list(HOOKS + "h.id = ?", OutgoingHookRepository::read, id).stream()
                        .findFirst();
    }

    void release(UUID id, UUID lease) {
        tables.change(
                "update outgoing_hooks set leased_by = null, leased_until = null where id = ? and leased_by = ?",
                id,
                lease);
    }

    /** Moves a hook on; false when somebody else has it by now. */
    boolean move(UUID id, UUID lease, OutgoingHook.Position to) {
        return tables.change(
                        "update outgoing_hooks set delivered_change = ?, seen = ?, attempt = ?, next_at = ?,"
                                + " failing_since = ? where id = ? and leased_by = ?",
                        to.change(),
                        to.seen().toString(),
                        to.attempt(),
                        to.nextAt(),
                        to.failingSince(),
                        id,
                        lease)
                > 0;
    }

    void switchOff(UUID id, String reason) {
        tables.change("update outgoing_hooks set is_enabled = false, off_reason = ? where id = ?", reason, id);
    }

    private static boolean isAdmin(Caller caller) {
        return caller.roles().contains(Role.ADMIN);
    }

    private static String joined(Set<HookEvent> events) {
        return events.stream().map(HookEvent::wireName).sorted().collect(Collectors.joining(","));
    }

    private static Set<HookEvent> events(String joined) {
        return Arrays.stream(joined.split(","))
                .flatMap(name -> HookEvent.of(name).stream())
                .collect(Collectors.toSet());
    }

    private static OutgoingHook read(ResultSet row) throws SQLException {
        return new OutgoingHook(
                row.getObject("id", UUID.class),
                row.getObject("room_id", UUID.class),
                row.getString("url"),
                events(row.getString("events")),
                row.getBoolean("is_enabled"),
                row.getString("off_reason"),
                row.getString("creator"),
                Objects.requireNonNull(Tables.instant(row, "created_at")),
                new OutgoingHook.SecretSource(row.getInt("secret_version"), row.getString("key_id")),
                new OutgoingHook.Position(
                        row.getLong("delivered_change"),
                        SeenMessages.parse(row.getString("seen")),
                        row.getInt("attempt"),
                        Tables.instant(row, "next_at"),
                        Tables.instant(row, "failing_since")),
                row.getLong("last_change"));
    }
}
