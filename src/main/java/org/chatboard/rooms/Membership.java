package org.chatboard.rooms;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That a person belongs to a room, and how far they have read there. */
@Entity
@Table(name = "memberships")
class Membership {

    /** What of the room the member is told about. */
    enum Notify {
        ALL,
        MENTIONS,
        NONE
    }

    /** Room and person. */
    @Embeddable
    static class Key implements Serializable {

        @Column(name = "room_id")
        private UUID roomId;

        @Column(name = "user_id")
        private UUID userId;

        /** For JPA. */
        protected Key() {}

        Key(UUID roomId, UUID userId) {
            this.roomId = roomId;
            this.userId = userId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && roomId.equals(key.roomId) && userId.equals(key.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(roomId, userId);
        }
    }

    @EmbeddedId
    private Key key;

    @Enumerated(EnumType.STRING)
    @Column
    private MemberRole role;

    @Column(name = "last_read_seq")
    private long lastReadSeq;

    @Column(name = "joined_at_seq")
    private long joinedAtSeq;

    @Enumerated(EnumType.STRING)
    @Column
    private Notify notify;

    @Column(name = "joined_at")
    private Instant joinedAt;

    /** For JPA. */
    protected Membership() {}

    Membership(UUID roomId, UUID userId, Instant joinedAt) {
        this.key = new Key(roomId, userId);
        this.role = MemberRole.MEMBER;
        this.notify = Notify.ALL;
        this.joinedAt = joinedAt;
    }

    UUID userId() {
        return key.userId;
    }
}
