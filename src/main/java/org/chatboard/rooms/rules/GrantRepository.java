package org.chatboard.rooms.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.sql.Tables;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.rules.Standing.Mark;
import org.jspecify.annotations.Nullable;

/** The tables {@code rule_rooms}, {@code rule_grants} and {@code rule_memberships}. */
@ApplicationScoped
class GrantRepository {

    @Inject
    Tables tables;

    Optional<UUID> findRoom(String key) {
        return tables.first(
                "select room_id from rule_rooms where rule_key = ?", row -> row.getObject(1, UUID.class), key);
    }

    void addRoom(String key, UUID roomId) {
        tables.change("insert into rule_rooms (rule_key, room_id) values (?, ?)", key, roomId);
    }

    /** The rooms that somebody is in by the word of one source, and as what. */
    Map<UUID, MemberRole> grants(UUID userId, GroupSource source) {
        Map<UUID, MemberRole> grants = new HashMap<>();
        tables.list(
                        "select room_id, role from rule_grants where user_id = ? and source = ?",
                        row -> Map.entry(row.getObject(1, UUID.class), role(row, 2)),
                        userId,
                        source.name())
                .forEach(grant -> grants.put(grant.getKey(), grant.getValue()));
        return grants;
    }

    /** By whose word somebody is in a room, and as what. */
    Map<GroupSource, MemberRole> grants(UUID userId, UUID roomId) {
        Map<GroupSource, MemberRole> grants = new HashMap<>();
        tables.list(
                        "select source, role from rule_grants where user_id = ? and room_id = ?",
                        row -> Map.entry(GroupSource.valueOf(row.getString(1)), role(row, 2)),
                        userId,
                        roomId)
                .forEach(grant -> grants.put(grant.getKey(), grant.getValue()));
        return grants;
    }

    /** Everybody of whom a source has said anything. */
    Set<UUID> people(GroupSource source) {
        return new HashSet<>(tables.list(
                "select distinct user_id from rule_grants where source = ?",
                row -> row.getObject(1, UUID.class),
                source.name()));
    }

    /** @param role null when the source gives the room no more */
    void note(UUID userId, GroupSource source, UUID roomId, @Nullable MemberRole role) {
        tables.change(
                "delete from rule_grants where user_id = ? and source = ? and room_id = ?",
                userId,
                source.name(),
                roomId);
        if (role != null) {
            tables.change(
                    "insert into rule_grants (user_id, source, room_id, role) values (?, ?, ?, ?)",
                    userId,
                    source.name(),
                    roomId,
                    role.name());
        }
    }

    @Nullable
    Mark findMark(UUID roomId, UUID userId) {
        List<Mark> found = tables.list(
                "select brought_in, role from rule_memberships where room_id = ? and user_id = ?",
                row -> new Mark(row.getBoolean(1), role(row, 2)),
                roomId,
                userId);
        return found.isEmpty() ? null : found.get(0);
    }

    /** @param mark null to forget it */
    void mark(UUID roomId, UUID userId, @Nullable Mark mark) {
        tables.change("delete from rule_memberships where room_id = ? and user_id = ?", roomId, userId);
        if (mark != null) {
            tables.change(
                    "insert into rule_memberships (room_id, user_id, brought_in, role) values (?, ?, ?, ?)",
                    roomId,
                    userId,
                    mark.broughtIn(),
                    mark.role().name());
        }
    }

    private static MemberRole role(ResultSet row, int column) throws SQLException {
        return MemberRole.valueOf(row.getString(column));
    }
}
