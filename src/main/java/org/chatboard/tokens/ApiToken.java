package org.chatboard.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A personal access token. Of the secret only the hash is known. */
@Entity
@Table(name = "api_tokens")
class ApiToken {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column
    private String name;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column
    private String scopes;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For JPA. */
    protected ApiToken() {}

    ApiToken(UUID id, UUID userId, NewToken wanted, Instant expiresAt, String tokenHash, Instant now) {
        this.id = id;
        this.userId = userId;
        this.name = wanted.name();
        this.scopes = Scope.written(wanted.scopes());
        this.tokenHash = tokenHash;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    UUID userId() {
        return userId;
    }

    String tokenHash() {
        return tokenHash;
    }

    Set<Scope> scopes() {
        return Scope.read(scopes);
    }

    /** Whether it still counts; a shorter longest life that was set later holds for older tokens too. */
    boolean isOpen(Instant now, Duration longestLife) {
        return revokedAt == null && now.isBefore(end(longestLife));
    }

    boolean wasUsedSince(Instant then) {
        return lastUsedAt != null && !lastUsedAt.isBefore(then);
    }

    void revoke(Instant now) {
        revokedAt = now;
    }

    TokenView view(Instant now, Duration longestLife) {
        return new TokenView(
                id, name, scopes(), createdAt, end(longestLife), lastUsedAt, !now.isBefore(end(longestLife)));
    }

    private Instant end(Duration longestLife) {
        Instant latest = createdAt.plus(longestLife);
        return expiresAt.isBefore(latest) ? expiresAt : latest;
    }
}
