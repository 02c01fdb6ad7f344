package org.chatboard.security.oidc;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody of a provider and the account here that is theirs. */
@Entity
@Table(name = "external_identities")
class ExternalIdentity {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column
    private String issuer;

    @Column
    private String subject;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    /** For JPA. */
    protected ExternalIdentity() {}

    ExternalIdentity(UUID id, UUID userId, String issuer, String subject, Instant now) {
        this.id = id;
        this.userId = userId;
        this.issuer = issuer;
        this.subject = subject;
        this.createdAt = now;
        this.lastUsedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID userId() {
        return userId;
    }

    void usedAt(Instant now) {
        this.lastUsedAt = now;
    }
}
