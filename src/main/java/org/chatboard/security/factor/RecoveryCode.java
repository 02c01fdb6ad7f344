package org.chatboard.security.factor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.tokens.TokenSecret;
import org.jspecify.annotations.Nullable;

/**
 * A code that replaces the app once: 120 random bits, of which only the SHA-256 is kept (OWASP ASVS 5.0, 6.5.2: below 112 a
 * fast hash is not enough).
 */
@Entity
@Table(name = "recovery_codes")
class RecoveryCode {

    private static final int BITS = 120;

    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "code_hash")
    private String codeHash;

    @Column(name = "used_at")
    private @Nullable Instant usedAt;

    /** For JPA. */
    protected RecoveryCode() {}

    RecoveryCode(UUID userId, String code) {
        this.id = Ids.next();
        this.userId = userId;
        this.codeHash = hash(code);
    }

    /** A fresh code, in six groups that people can read out. */
    static String next() {
        return TimeCodes.base32(new BigInteger(BITS, RANDOM), BITS / 5)
                .replaceAll("(.{4})(?=.)", "$1-")
                .toLowerCase(Locale.ROOT);
    }

    /** The form that is stored, whatever the case and the hyphens of what was typed. */
    static String hash(String typed) {
        return TokenSecret.hash(typed.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", ""));
    }
}
