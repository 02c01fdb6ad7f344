package org.chatboard.security.factor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The app of one person that makes codes. Its secret is encrypted here; {@link SecondFactors} reads it. */
@Entity
@Table(name = "second_factors")
class SecondFactor {

    /** Wrong codes in a row before each further one costs a pause. */
    static final int MOST_FAILURES = 5;

    static final Duration PAUSE = Duration.ofMinutes(15);

    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Column
    private String secret;

    @Column(name = "last_step")
    private long lastStep;

    @Column
    private int failures;

    @Column(name = "failed_at")
    private @Nullable Instant failedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "confirmed_at")
    private @Nullable Instant confirmedAt;

    /** For JPA. */
    protected SecondFactor() {}

    SecondFactor(UUID userId, String secret, Instant now) {
        this.userId = userId;
        this.secret = secret;
        this.createdAt = now;
    }

    UUID userId() {
        return userId;
    }

    /** As it is kept. */
    String secret() {
        return secret;
    }

    void seal(String sealed) {
        this.secret = sealed;
    }

    boolean isConfirmed() {
        return confirmedAt != null;
    }

    /** How long no code is looked at any more. */
    Duration pause(Instant now) {
        return failures < MOST_FAILURES || failedAt == null || !now.isBefore(failedAt.plus(PAUSE))
                ? Duration.ZERO
                : Duration.between(now, failedAt.plus(PAUSE));
    }

    /**
     * Whether this is a code that counts now and no such code was used before; it is used by that.
     *
     * @param clear the secret, read
     * @param leeway as in {@link TimeCodes#find}
     */
    boolean use(String clear, String typed, Instant now, Duration leeway) {
        OptionalLong step = TimeCodes.find(clear, typed, now, leeway);
        if (step.isEmpty() || step.getAsLong() <= lastStep) {
            return false;
        }
        lastStep = step.getAsLong();
        succeeded();
        return true;
    }

    void succeeded() {
        failures = 0;
        failedAt = null;
    }

    void failed(Instant now) {
        failures++;
        failedAt = now;
    }

    void confirm(Instant now) {
        confirmedAt = now;
    }
}
