package org.chatboard.security.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A link to another e-mail address. Of its secret only the hash is known. */
@Entity
@Table(name = "email_changes")
class EmailChange {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column
    private String email;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "used_at")
    private @Nullable Instant usedAt;

    /** For JPA. */
    protected EmailChange() {}

    EmailChange(UUID id, UUID userId, String email, String tokenHash, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.userId = userId;
        this.email = email;
        this.tokenHash = tokenHash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    String email() {
        return email;
    }
}
