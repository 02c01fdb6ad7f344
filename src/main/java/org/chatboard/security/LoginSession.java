package org.chatboard.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One sign-in of one person in one browser. It lives in the database, so that a restart signs nobody out. */
@Entity
@Table(name = "login_sessions")
class LoginSession {

    private static final int MAX_ADDRESS = 64;

    private static final int MAX_USER_AGENT = 255;

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column
    private String address;

    @Column(name = "user_agent")
    private String userAgent;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    /** For JPA. */
    protected LoginSession() {}

    LoginSession(UUID id, UUID userId, String tokenHash, String address, String userAgent, Instant now) {
        this.id = id;
        this.userId = userId;
        this.tokenHash = tokenHash;
        this.address = shortAddress(address);
        this.userAgent = shortUserAgent(userAgent);
        this.createdAt = now;
        this.lastSeenAt = now;
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

    String address() {
        return address;
    }

    String userAgent() {
        return userAgent;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastSeenAt() {
        return lastSeenAt;
    }

    /** Whether the sign-in still counts. */
    boolean isOpen(Instant now, Duration idle, Duration maxAge) {
        return endedAt == null && now.isBefore(lastSeenAt.plus(idle)) && now.isBefore(createdAt.plus(maxAge));
    }

    boolean isEnded() {
        return endedAt != null;
    }

    void end(Instant now) {
        endedAt = now;
    }

    /** An address as far as it is kept. */
    static String shortAddress(String address) {
        return shortened(address, MAX_ADDRESS);
    }

    /** What a browser calls itself, as far as it is kept. */
    static String shortUserAgent(String userAgent) {
        return shortened(userAgent, MAX_USER_AGENT);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
