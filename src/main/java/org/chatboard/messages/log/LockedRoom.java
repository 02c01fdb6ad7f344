package org.chatboard.messages.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.rooms.RoomKind;

/** The counters of a room that is locked by the transaction of a batch, and who is in it. */
final class LockedRoom {

    /** Locks rooms in the order of their ids, so that two batches never wait for each other. */
    static final String LOCK =
            "select id, last_seq, last_change, kind, archived_at, members_version from rooms where id = any(?)"
                    + " order by id for update";

    private final boolean open;
    private final boolean archived;
    private final long membersVersion;
    private long lastSeq;
    private long lastChange;
    private boolean changed;
    private Set<UUID> memberIds = Set.of();

    /** @param row of {@link #LOCK} */
    LockedRoom(ResultSet row) throws SQLException {
        lastSeq = row.getLong(2);
        lastChange = row.getLong(3);
        open = RoomKind.OPEN.name().equals(row.getString(4));
        archived = row.getObject(5) != null;
        membersVersion = row.getLong(6);
    }

    boolean isOpen() {
        return open;
    }

    boolean isArchived() {
        return archived;
    }

    long lastSeq() {
        return lastSeq;
    }

    long lastChange() {
        return lastChange;
    }

    /** Takes the next number of a message. */
    long nextSeq() {
        return ++lastSeq;
    }

    /** Takes the next change of the room. */
    long nextChange() {
        changed = true;
        return ++lastChange;
    }

    boolean isChanged() {
        return changed;
    }

    /** Whether nothing in the room changed after this message. */
    boolean isNewest(MessageView message) {
        return message.change() == lastChange;
    }

    Set<UUID> memberIds() {
        return memberIds;
    }

    long membersVersion() {
        return membersVersion;
    }

    void members(Set<UUID> ids) {
        memberIds = ids;
    }
}
