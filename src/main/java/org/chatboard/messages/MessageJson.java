package org.chatboard.messages;

import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.UUID;
import org.chatboard.rooms.MemberView;
import org.chatboard.users.profile.Picture;
import org.jspecify.annotations.Nullable;

/** The one JSON form of messages and rooms, for every door. Written field by field: no reflection on the way of a message. */
public final class MessageJson {

    private MessageJson() {}

    /**
     * Writes a message as an object.
     *
     * @param name the field it goes into, or null inside a list
     * @param viewerId who will see it: the client id goes to the sender only
     */
    public static void write(JsonGenerator json, @Nullable String name, MessageView message, UUID viewerId) {
        write(json, name, message, viewerId, null);
    }

    /**
     * Writes a message as an object, with the fields that the original ChatBoard gave a message between two people.
     *
     * @param pair the two people of the room; null where the original's fields are not wanted, or there is no receiver
     */
    public static void write(
            JsonGenerator json, @Nullable String name, MessageView message, UUID viewerId, @Nullable Pair pair) {
        start(json, name);
        json.write("id", message.id().toString())
                .write("roomId", message.roomId().toString())
                .write("seq", message.seq())
                .write("change", message.change())
                .write("senderId", message.senderId().toString())
                .write("sender", message.sender());
        json.write("text", message.text());
        if (message.replyTo() != null) {
            json.write("replyTo", message.replyTo().toString());
        }
        write(json, "createdAt", message.createdAt());
        write(json, "editedAt", message.editedAt());
        write(json, "deletedAt", message.deletedAt());
        if (message.senderId().equals(viewerId)) {
            json.write("clientId", message.clientId().toString());
        }
        if (pair != null) {
            json.write("receiver", pair.receiver(message).username())
                    .write("message", message.text())
                    .write("timestamp", message.createdAt().toString())
                    .write("isRead", pair.hasRead(message));
        }
        json.writeEnd();
    }

    /** Writes messages as a list. */
    public static void write(JsonGenerator json, String name, Iterable<MessageView> messages, UUID viewerId) {
        write(json, name, messages, viewerId, null);
    }

    /** Writes messages as a list, with the original's fields. */
    public static void write(
            JsonGenerator json, String name, Iterable<MessageView> messages, UUID viewerId, @Nullable Pair pair) {
        json.writeStartArray(name);
        for (MessageView message : messages) {
            write(json, null, message, viewerId, pair);
        }
        json.writeEnd();
    }

    /** Writes a room as an object; {@code name} is the field it goes into, or null inside a list. */
    public static void write(JsonGenerator json, @Nullable String name, RoomSummary room, UUID viewerId) {
        start(json, name);
        writeFields(json, room, viewerId);
        json.writeEnd();
    }

    /** Writes the fields of a room into an object. */
    public static void writeFields(JsonGenerator json, RoomSummary room, UUID viewerId) {
        json.write("id", room.id().toString()).write("kind", room.kind().name()).write("name", room.name());
        if (!room.topic().isEmpty()) {
            json.write("topic", room.topic());
        }
        write(json, "archivedAt", room.archivedAt());
        json.write("role", room.role().name())
                .write("memberCount", room.memberCount())
                .writeStartArray("members");
        for (MemberView member : room.members()) {
            json.writeStartObject();
            write(json, member);
            json.writeEnd();
        }
        json.writeEnd()
                .write("lastSeq", room.lastSeq())
                .write("lastChange", room.lastChange())
                .write("lastReadSeq", room.lastReadSeq())
                .write("unread", room.unread());
        if (room.lastMessage() != null) {
            write(json, "lastMessage", room.lastMessage(), viewerId);
        }
    }

    /** Writes the fields of a member into an object. */
    public static void write(JsonGenerator json, MemberView member) {
        json.write("userId", member.userId().toString())
                .write("username", member.username())
                .write("name", member.displayName())
                .write("role", member.role().name())
                .write("lastReadSeq", member.lastReadSeq());
        if (!member.avatar().isEmpty()) {
            json.write("avatar", Picture.address(member.username(), member.avatar()));
        }
    }

    private static void start(JsonGenerator json, @Nullable String name) {
        if (name == null) {
            json.writeStartObject();
        } else {
            json.writeStartObject(name);
        }
    }

    private static void write(JsonGenerator json, String name, @Nullable Instant instant) {
        if (instant != null) {
            json.write(name, instant.toString());
        }
    }
}
