package org.chatboard.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.chatboard.users.profile.ChosenStatus;
import org.jspecify.annotations.Nullable;

/** What a person shows of themselves. Being online is no part of it: that follows from live connections. */
@Entity
@Table(name = "user_profiles")
class UserProfile {

    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Enumerated(EnumType.STRING)
    @Column
    private ChosenStatus status;

    @Column
    private @Nullable String title;

    @Column
    private @Nullable String department;

    @Column(name = "last_seen_at")
    private @Nullable Instant lastSeenAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    /** For JPA. */
    protected UserProfile() {}

    UserProfile(UUID userId, Instant now) {
        this.userId = userId;
        this.status = ChosenStatus.ONLINE;
        this.createdAt = now;
        this.updatedAt = now;
    }

    @Nullable
    Instant lastSeenAt() {
        return lastSeenAt;
    }

    void describe(String newTitle, String newDepartment, Instant now) {
        this.title = newTitle;
        this.department = newDepartment;
        this.updatedAt = now;
    }

    @Nullable
    String title() {
        return title;
    }

    @Nullable
    String department() {
        return department;
    }
}
