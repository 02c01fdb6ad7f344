package org.chatboard.web;

import java.time.Instant;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.RoomSummary;
import org.chatboard.presence.PresenceState;
import org.jspecify.annotations.Nullable;

/**
 * A line of the sidebar.
 *
 * @param userId the colleague
 * @param username the sign-in name
 * @param displayName the name to show
 * @param presence {@code online}, {@code away}, {@code busy} or {@code offline}
 * @param room what the two have talked about, null when they never did
 * @param own whether the newest message is from the reader
 */
public record ContactRow(
        UUID userId,
        String username,
        String displayName,
        String presence,
        @Nullable RoomSummary room,
        boolean own) {

    private static final int PREVIEW_LENGTH = 120;
    private static final UUID NOBODY = new UUID(0, 0);

    /** What the template that the scripts clone is rendered from. */
    static final ContactRow BLANK = new ContactRow(NOBODY, "", "", "offline", null, false);

    static ContactRow of(
            UUID userId,
            String username,
            String displayName,
            @Nullable PresenceState presence,
            @Nullable RoomSummary room) {
        MessageView last = room == null ? null : room.lastMessage();
        return new ContactRow(
                userId,
                username,
                displayName,
                (presence == null ? PresenceState.OFFLINE : presence).wireName(),
                room,
                last != null && !last.senderId().equals(userId));
    }

    /** The round picture. */
    public Avatar avatar() {
        return Avatar.of(username, displayName);
    }

    /** The room, empty when there is none yet. */
    public String roomId() {
        return room == null ? "" : room.id().toString();
    }

    /** How many messages the reader has not seen. */
    public int unread() {
        return room == null ? 0 : room.unread();
    }

    /** The number on the badge. */
    public String badge() {
        return unread() > 99 ? "99+" : String.valueOf(unread());
    }

    /** Sequence number of the newest message; 0 for none. */
    public long lastSeq() {
        return room == null ? 0 : room.lastSeq();
    }

    /** When the newest message was written; null when there is none. */
    public @Nullable Instant lastAt() {
        return room == null || room.lastMessage() == null
                ? null
                : room.lastMessage().createdAt();
    }

    /** Whether the newest message was withdrawn. */
    public boolean withdrawn() {
        return room != null && room.lastMessage() != null && room.lastMessage().deletedAt() != null;
    }

    /** The beginning of the newest message; empty when there is none. */
    public String preview() {
        if (room == null || room.lastMessage() == null) {
            return "";
        }
        String text = room.lastMessage().text();
        int end = Math.min(text.length(), PREVIEW_LENGTH);
        boolean splitsPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end).replace('\n', ' ');
    }
}
