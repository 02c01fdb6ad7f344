package org.chatboard.web;

import java.time.Instant;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.RoomSummary;
import org.chatboard.presence.PresenceState;
import org.jspecify.annotations.Nullable;

/**
 * A line of the sidebar. Properties and not a record: for {@code row.name} the expression language keeps what it looked
 * up, for {@code row.name()} it copies the list of all methods each time, which was a third of the cost of a page.
 */
public final class ContactRow {

    private static final int PREVIEW_LENGTH = 120;
    private static final UUID NOBODY = new UUID(0, 0);

    /** What the template that the scripts clone is rendered from. */
    static final ContactRow BLANK = new ContactRow(NOBODY, "", "", null, null);

    private final UUID userId;
    private final String username;
    private final String displayName;
    private final @Nullable PresenceState state;
    private final @Nullable RoomSummary room;

    private ContactRow(
            UUID userId,
            String username,
            String displayName,
            @Nullable PresenceState state,
            @Nullable RoomSummary room) {
        this.userId = userId;
        this.username = username;
        this.displayName = displayName;
        this.state = state;
        this.room = room;
    }

    /**
     * The line of one person.
     *
     * @param state whether they are here, null when that is not known yet
     * @param room what the two have talked about, null when they never did
     */
    static ContactRow of(
            UUID userId,
            String username,
            String displayName,
            @Nullable PresenceState state,
            @Nullable RoomSummary room) {
        return new ContactRow(userId, username, displayName, state, room);
    }

    /** The same line, now that it is known who is here. */
    ContactRow with(@Nullable PresenceState known) {
        return new ContactRow(userId, username, displayName, known, room);
    }

    /** What the two have talked about, null when they never did. */
    @Nullable
    RoomSummary room() {
        return room;
    }

    /** The colleague. */
    public UUID getUserId() {
        return userId;
    }

    /** The sign-in name. */
    public String getUsername() {
        return username;
    }

    /** The name to show. */
    public String getDisplayName() {
        return displayName;
    }

    /** {@code online}, {@code away}, {@code busy} or {@code offline}. */
    public String getPresence() {
        return (state == null ? PresenceState.OFFLINE : state).wireName();
    }

    /** The round picture. */
    public Avatar getAvatar() {
        return Avatar.of(username, displayName);
    }

    /** The room, empty when there is none yet. */
    public String getRoomId() {
        return room == null ? "" : room.id().toString();
    }

    /** How many messages the reader has not seen. */
    public int getUnread() {
        return room == null ? 0 : room.unread();
    }

    /** The number on the badge. */
    public String getBadge() {
        return getUnread() > 99 ? "99+" : String.valueOf(getUnread());
    }

    /** Sequence number of the newest message; 0 for none. */
    public long getLastSeq() {
        return room == null ? 0 : room.lastSeq();
    }

    /** When the newest message was written; null when there is none. */
    public @Nullable Instant getLastAt() {
        MessageView last = last();
        return last == null ? null : last.createdAt();
    }

    /** Whether the newest message was withdrawn. */
    public boolean isWithdrawn() {
        MessageView last = last();
        return last != null && last.deletedAt() != null;
    }

    /** Whether the newest message is from the reader. */
    public boolean isOwn() {
        MessageView last = last();
        return last != null && !last.senderId().equals(userId);
    }

    /** The beginning of the newest message; empty when there is none. */
    public String getPreview() {
        MessageView last = last();
        if (last == null) {
            return "";
        }
        String text = last.text();
        int end = Math.min(text.length(), PREVIEW_LENGTH);
        boolean splitsPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end).replace('\n', ' ');
    }

    private @Nullable MessageView last() {
        return room == null ? null : room.lastMessage();
    }
}
