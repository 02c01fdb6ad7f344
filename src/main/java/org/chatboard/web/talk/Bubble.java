package org.chatboard.web.talk;

import java.time.Instant;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.web.Avatar;

/** A message as the page shows it. Properties and not a record for the same reason as a line of the sidebar. */
public final class Bubble {

    private final MessageView message;
    private final String sender;
    private final Avatar face;
    private final boolean own;
    private final boolean read;

    /**
     * A message.
     *
     * @param sender the name of who said it
     * @param avatar the version of the picture of who said it; empty when there is none
     * @param own whether the reader wrote it
     * @param read whether the other person has read it
     */
    public Bubble(MessageView message, String sender, String avatar, boolean own, boolean read) {
        this.message = message;
        this.sender = sender;
        this.face = Avatar.of(message.sender(), sender, avatar);
        this.own = own;
        this.read = read;
    }

    /** The message. */
    public UUID getId() {
        return message.id();
    }

    /** Its place in the room. */
    public long getSeq() {
        return message.seq();
    }

    /** The room's change counter when it was last touched. */
    public long getChange() {
        return message.change();
    }

    /** Who said it. */
    public UUID getSenderId() {
        return message.senderId();
    }

    /** The name of who said it. */
    public String getSender() {
        return sender;
    }

    /** The round picture of who said it. */
    public Avatar getFace() {
        return face;
    }

    /** What was said. */
    public String getText() {
        return message.text();
    }

    /** When. */
    public Instant getAt() {
        return message.createdAt();
    }

    /** Whether it was changed since. */
    public boolean isEdited() {
        return message.editedAt() != null;
    }

    /** Whether it was taken back. */
    public boolean isWithdrawn() {
        return message.deletedAt() != null;
    }

    /** Whether the reader wrote it. */
    public boolean isOwn() {
        return own;
    }

    /** {@code read} once the other person has read an own message, {@code stored} until then. */
    public String getState() {
        return read ? "read" : "stored";
    }
}
