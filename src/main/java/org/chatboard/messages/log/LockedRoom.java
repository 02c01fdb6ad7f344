package org.chatboard.messages.log;

import java.util.Set;
import java.util.UUID;
import org.chatboard.messages.MessageView;

/** The counters of a room that nobody else changes meanwhile, and who is in it. */
final class LockedRoom {

    final UUID id;
    final boolean open;
    final boolean archived;
    final Set<UUID> memberIds;

    private long lastSeq;
    private long lastChange;
    private boolean changed;

    LockedRoom(UUID id, long lastSeq, long lastChange, boolean open, boolean archived, Set<UUID> memberIds) {
        this.id = id;
        this.lastSeq = lastSeq;
        this.lastChange = lastChange;
        this.open = open;
        this.archived = archived;
        this.memberIds = memberIds;
    }

    /** Gives a post the next place and change in the room. */
    MessageView add(Post post, UUID id) {
        lastSeq++;
        return post.stored(id, lastSeq, nextChange());
    }

    /** Takes the next change of the room. */
    long nextChange() {
        changed = true;
        return ++lastChange;
    }

    long lastSeq() {
        return lastSeq;
    }

    long lastChange() {
        return lastChange;
    }

    boolean isChanged() {
        return changed;
    }

    boolean has(UUID userId) {
        return memberIds.contains(userId);
    }

    /** Whether nothing in the room changed after this message. */
    boolean isNewest(MessageView message) {
        return message.change() == lastChange;
    }
}
