package org.chatboard.rooms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place of talk. Its counters belong to the messages package, which alone moves them forward. */
@Entity
@Table(name = "rooms")
class Room {

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    @Column
    private RoomKind kind;

    @Column(name = "direct_key")
    private @Nullable String directKey;

    @Column(name = "first_seq")
    private long firstSeq;

    @Column(name = "last_seq")
    private long lastSeq;

    @Column(name = "last_change")
    private long lastChange;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Column(name = "member_count", insertable = false, updatable = false)
    private int memberCount;

    /** For JPA. */
    protected Room() {}

    private Room(UUID id, RoomKind kind, String directKey, Instant createdAt) {
        this.id = id;
        this.kind = kind;
        this.directKey = directKey;
        this.firstSeq = 1;
        this.createdAt = createdAt;
    }

    static Room direct(UUID id, String directKey, Instant createdAt) {
        return new Room(id, RoomKind.DIRECT, directKey, createdAt);
    }

    /** The same for both directions: the two ids in order. */
    static String directKey(UUID one, UUID other) {
        return one.compareTo(other) < 0 ? one + ":" + other : other + ":" + one;
    }

    UUID id() {
        return id;
    }
}
