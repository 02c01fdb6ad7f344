package org.chatboard.security.factor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody typed the right password in one browser and owes the code. */
@Entity
@Table(name = "pending_sign_ins")
class PendingSignIn {

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column
    private boolean remember;

    /** For JPA. */
    protected PendingSignIn() {}

    PendingSignIn(String tokenHash, UUID userId, boolean remember, Instant expiresAt) {
        this.tokenHash = tokenHash;
        this.userId = userId;
        this.remember = remember;
        this.expiresAt = expiresAt;
    }

    UUID userId() {
        return userId;
    }

    boolean isToRemember() {
        return remember;
    }

    boolean isOpen(Instant now) {
        return now.isBefore(expiresAt);
    }
}
