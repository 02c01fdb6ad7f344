package org.chatboard.security.oidc;

import com.nimbusds.jwt.JWTParser;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sign-in that came by way of the provider. */
@Entity
@Table(name = "external_logins")
class ExternalLogin {

    private static final int MAX_SID = 255;

    private static final int MAX_TOKEN = 8_000;

    @Id
    @Column(name = "login_id")
    private UUID loginId;

    @Column(name = "identity_id")
    private UUID identityId;

    @Column
    private @Nullable String sid;

    @Column(name = "id_token")
    private @Nullable String idToken;

    /** For JPA. */
    protected ExternalLogin() {}

    /** What is longer than it may be is left out: then the provider asks its people more often, and no more. */
    ExternalLogin(UUID loginId, UUID identityId, @Nullable String sid, String idToken) {
        this.loginId = loginId;
        this.identityId = identityId;
        this.sid = sid == null || sid.length() > MAX_SID ? null : sid;
        this.idToken = idToken.length() > MAX_TOKEN ? null : idToken;
    }

    UUID loginId() {
        return loginId;
    }

    @Nullable
    String idToken() {
        return idToken;
    }

    /** When the person proved to the provider who they are, by the token that was checked when they came; it may not say. */
    Optional<Instant> provedAt() {
        try {
            return idToken != null
                            && JWTParser.parse(idToken)
                                            .getJWTClaimsSet()
                                            .toJSONObject()
                                            .get("auth_time")
                                    instanceof Number seconds
                    ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                    : Optional.empty();
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }
}
