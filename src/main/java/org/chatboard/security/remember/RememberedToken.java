package org.chatboard.security.remember;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A secret that a browser has to come back with, or had. Replaced ones are kept: who shows one of them stole it. */
@Entity
@Table(name = "remembered_tokens")
class RememberedToken {

    /**
     * Tabs that a browser opens again all at once still show what the first of them had replaced; so does a browser that did
     * not get the answer and asks again.
     */
    static final Duration GRACE = Duration.ofSeconds(30);

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @Column
    private UUID series;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "login_id")
    private UUID loginId;

    @Column(name = "with_factor")
    private boolean withFactor;

    @Column(name = "began_at")
    private Instant beganAt;

    @Column(name = "replaced_at")
    private @Nullable Instant replacedAt;

    /** For JPA. */
    protected RememberedToken() {}

    /** The first of a series. */
    RememberedToken(String tokenHash, UUID series, UUID userId, UUID loginId, boolean withFactor, Instant now) {
        this.tokenHash = tokenHash;
        this.series = series;
        this.userId = userId;
        this.loginId = loginId;
        this.withFactor = withFactor;
        this.beganAt = now;
    }

    /** Another one of the same browser; its time runs on. */
    RememberedToken next(String nextHash, UUID nextLoginId) {
        return new RememberedToken(nextHash, series, userId, nextLoginId, withFactor, beganAt);
    }

    UUID series() {
        return series;
    }

    UUID userId() {
        return userId;
    }

    UUID loginId() {
        return loginId;
    }

    boolean isWithFactor() {
        return withFactor;
    }

    boolean isReplaced() {
        return replacedAt != null;
    }

    /** Whether it was replaced so little ago that its browser may not know. */
    boolean isInGrace(Instant now) {
        return replacedAt != null && now.isBefore(replacedAt.plus(GRACE));
    }

    /** How long the browser is remembered yet; not above zero once it is over. */
    Duration left(Instant now, Duration life) {
        return Duration.between(now, beganAt.plus(life));
    }
}
