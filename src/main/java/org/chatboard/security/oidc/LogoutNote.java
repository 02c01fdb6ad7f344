package org.chatboard.security.oidc;

import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The provider says that somebody has left.
 *
 * @param id of this note
 * @param subject who; null when only the session is named
 * @param sid which session; null for all of theirs
 * @param issuedAt when it was written
 */
record LogoutNote(
        String id, @Nullable String subject, @Nullable String sid, Instant issuedAt) {

    static LogoutNote of(LogoutTokenClaimsSet claims) {
        return new LogoutNote(
                Objects.requireNonNull(claims.getStringClaim("jti")),
                claims.getStringClaim("sub"),
                claims.getStringClaim("sid"),
                Instant.ofEpochSecond(
                        Objects.requireNonNull(claims.getNumberClaim("iat")).longValue()));
    }
}
