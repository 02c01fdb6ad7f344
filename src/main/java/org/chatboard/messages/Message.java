package org.chatboard.messages;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as it is read back; {@link MessageStore} is what writes the rows. */
@Entity
@Table(name = "messages")
class Message {

    /** EclipseLink's own conversion of UUIDs fails on null. */
    @Converter
    static class OptionalId implements AttributeConverter<@Nullable UUID, @Nullable Object> {

        @Override
        public @Nullable Object convertToDatabaseColumn(@Nullable UUID id) {
            return id;
        }

        @Override
        public @Nullable UUID convertToEntityAttribute(@Nullable Object column) {
            return (UUID) column;
        }
    }

    @Id
    private UUID id;

    @Column(name = "room_id")
    private UUID roomId;

    @Column
    private long seq;

    @Column
    private long change;

    @Column(name = "sender_id")
    private UUID senderId;

    @Column(name = "client_id")
    private UUID clientId;

    @Column
    private String body;

    @Column(name = "reply_to")
    @Convert(converter = OptionalId.class)
    private @Nullable UUID replyTo;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "edited_at")
    private @Nullable Instant editedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    /** For JPA. */
    protected Message() {}

    UUID senderId() {
        return senderId;
    }

    long change() {
        return change;
    }

    MessageView view(String sender) {
        return new MessageView(
                id, roomId, seq, change, senderId, sender, clientId, body, replyTo, createdAt, editedAt, deletedAt);
    }
}
