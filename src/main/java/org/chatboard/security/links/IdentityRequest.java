package org.chatboard.security.links;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody of a provider who was turned away because an account has their e-mail address. */
@Entity
@Table(name = "identity_requests")
class IdentityRequest {

    private static final int MAX_NAME = 255;

    @Id
    private UUID id;

    @Column
    private String issuer;

    @Column
    private String subject;

    @Column
    private String name;

    @Column
    private String email;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "approved_at")
    private @Nullable Instant approvedAt;

    /** For JPA. */
    protected IdentityRequest() {}

    IdentityRequest(UUID id, String issuer, String subject) {
        this.id = id;
        this.issuer = issuer;
        this.subject = subject;
    }

    /** Asks again; a word that was given about another account is worth nothing for this one. */
    void ask(String nameThere, String emailThere, UUID account, Instant now) {
        if (!account.equals(userId)) {
            approvedAt = null;
        }
        name = nameThere.length() <= MAX_NAME ? nameThere : nameThere.substring(0, MAX_NAME);
        email = emailThere;
        userId = account;
        askedAt = now;
    }

    void approve(Instant now) {
        approvedAt = now;
    }

    UUID userId() {
        return userId;
    }

    String issuer() {
        return issuer;
    }
}
