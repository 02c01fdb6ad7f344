package org.chatboard.security.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.platform.sql.Tables;

/** Those rows of {@code external_identities} whose issuer is the proxy. Providers are addresses: no other has this name. */
@ApplicationScoped
class ProxyIdentityRepository {

    private static final String ISSUER = "proxy";

    @Inject
    Tables tables;

    /** Whose account this person's is. */
    Optional<UUID> findUser(String subject) {
        return tables.first(
                "select user_id from external_identities where issuer = ? and subject = ?",
                row -> row.getObject("user_id", UUID.class),
                ISSUER,
                subject);
    }

    /** Whether the proxy calls this account by some name already. */
    boolean isKnown(UUID userId) {
        return tables.first(
                        "select 1 from external_identities where issuer = ? and user_id = ?",
                        row -> row.getInt(1),
                        ISSUER,
                        userId)
                .isPresent();
    }

    void add(String subject, UUID userId, Instant now) {
        tables.change(
                "insert into external_identities (id, user_id, issuer, subject, created_at, last_used_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                Ids.next(),
                userId,
                ISSUER,
                subject,
                now,
                now);
    }

    void used(String subject, Instant now) {
        tables.change(
                "update external_identities set last_used_at = ? where issuer = ? and subject = ?",
                now,
                ISSUER,
                subject);
    }
}
