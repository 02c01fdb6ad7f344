package org.chatboard.web;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.RoomSummary;
import org.chatboard.presence.PersonPresence;
import org.chatboard.rooms.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * A line of the sidebar: a colleague, a group or a channel. Properties and not a record: for {@code row.name} the expression language keeps what it looked
 * up, for {@code row.name()} it copies the list of all methods each time, which was a third of the cost of a page.
 */
public final class ContactRow {

    private static final int PREVIEW_LENGTH = 120;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final UUID NOBODY = new UUID(0, 0);

    /** What the template that the scripts clone is rendered from. */
    static final ContactRow BLANK = new ContactRow(NOBODY, "", "", "", null, null, "");

    private final @Nullable UUID userId;
    private final String username;
    private final String displayName;
    private final String avatar;
    private final @Nullable PersonPresence seen;
    private final @Nullable RoomSummary room;
    private final String sender;

    private ContactRow(
            @Nullable UUID userId,
            String username,
            String displayName,
            String avatar,
            @Nullable PersonPresence seen,
            @Nullable RoomSummary room,
            String sender) {
        this.userId = userId;
        this.username = username;
        this.displayName = displayName;
        this.avatar = avatar;
        this.seen = seen;
        this.room = room;
        this.sender = sender;
    }

    /**
     * The line of one person.
     *
     * @param avatar the version of their picture; empty when there is none
     * @param seen whether they are here, null when that is not known yet
     * @param room what the two have talked about, null when they never did
     */
    static ContactRow of(
            UUID userId,
            String username,
            String displayName,
            String avatar,
            @Nullable PersonPresence seen,
            @Nullable RoomSummary room) {
        return new ContactRow(userId, username, displayName, avatar, seen, room, "");
    }

    /**
     * The line of a group or a channel.
     *
     * @param sender who wrote the newest message; empty for the reader, or when there is none
     */
    static ContactRow of(RoomSummary room, String sender) {
        return new ContactRow(null, "", room.name(), "", null, room, sender);
    }

    /** The same line, now that it is known who is here. */
    ContactRow with(@Nullable PersonPresence known) {
        return new ContactRow(userId, username, displayName, avatar, known, room, sender);
    }

    /** What the two have talked about, null when they never did. */
    @Nullable
    RoomSummary room() {
        return room;
    }

    /** What tells this line from others: the colleague, else the room. */
    public String getKey() {
        return userId == null ? getRoomId() : userId.toString();
    }

    /** Whether this is a group or a channel. */
    public boolean isGroup() {
        return userId == null;
    }

    /** {@code DIRECT} for a colleague, else {@code CLOSED} or {@code OPEN}. */
    public String getKind() {
        return room == null ? RoomKind.DIRECT.name() : room.kind().name();
    }

    /** The address of the page, below that of the application. */
    public String getPath() {
        return isGroup() ? "/rooms/" + getRoomId() : "/chat/" + username;
    }

    /** The colleague; null for a room of more than two. */
    public @Nullable UUID getUserId() {
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
        return (seen == null ? PersonPresence.OFFLINE : seen).state().wireName();
    }

    /** A few words of the colleague's own; empty for none. */
    public String getStatusText() {
        return seen == null || seen.text() == null ? "" : seen.text();
    }

    /** The round picture. */
    public Avatar getAvatar() {
        return room != null && isGroup() ? Avatar.of(room) : Avatar.of(username, displayName, avatar);
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
        return last != null && (isGroup() ? sender.isEmpty() : !last.senderId().equals(userId));
    }

    /** In a room of more than two: the given name of who wrote the newest message, with a colon; else empty. */
    public String getPrefix() {
        return sender.isEmpty() ? "" : BLANKS.split(sender.strip(), 2)[0] + ":";
    }

    /** What a room of more than two is about; empty for nothing. */
    public String getTopic() {
        return room == null ? "" : room.topic();
    }

    /** How many people are in the room. */
    public int getMemberCount() {
        return room == null ? 0 : room.memberCount();
    }

    /** Whether nothing is said in the room any more. */
    public boolean isArchived() {
        return room != null && room.archivedAt() != null;
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
