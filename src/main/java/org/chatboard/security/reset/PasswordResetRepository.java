package org.chatboard.security.reset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Ids;

/** The table {@code password_resets}. */
@ApplicationScoped
@Transactional
class PasswordResetRepository {

    private static final Duration KEPT = Duration.ofDays(1);

    @PersistenceContext
    EntityManager entities;

    /**
     * Keeps a new link, unless this person got too many lately.
     *
     * @param most links of one person within {@code period}
     */
    boolean add(UUID userId, String tokenHash, Instant now, Duration life, int most, Duration period) {
        entities.createQuery("delete from PasswordReset r where r.userId = :user and r.createdAt < :then")
                .setParameter("user", userId)
                .setParameter("then", now.minus(KEPT))
                .executeUpdate();
        // One after the other, on whatever server: nobody's mailbox is filled by being quick.
        var unused = entities.createNativeQuery("select id from users where id = ?1 for update")
                .setParameter(1, userId)
                .getResultList();
        long lately = entities.createQuery(
                        "select count(r) from PasswordReset r where r.userId = :user and r.createdAt > :then",
                        Long.class)
                .setParameter("user", userId)
                .setParameter("then", now.minus(period))
                .getSingleResult();
        if (lately >= most) {
            return false;
        }
        entities.persist(new PasswordReset(Ids.next(), userId, tokenHash, now, now.plus(life)));
        return true;
    }

    /** Whose link this is, if it still works. */
    Optional<UUID> findHolder(String tokenHash, Instant now) {
        return entities.createQuery(
                        "select r from PasswordReset r"
                                + " where r.tokenHash = :hash and r.usedAt is null and r.expiresAt > :now",
                        PasswordReset.class)
                .setParameter("hash", tokenHash)
                .setParameter("now", now)
                .getResultStream()
                .map(PasswordReset::userId)
                .findFirst();
    }

    /** Uses a link up; of several who try at the same time one succeeds. All other links of the person end as well. */
    boolean spend(String tokenHash, UUID userId, Instant now) {
        int spent = entities.createQuery("update PasswordReset r set r.usedAt = :now"
                        + " where r.tokenHash = :hash and r.usedAt is null and r.expiresAt > :now")
                .setParameter("hash", tokenHash)
                .setParameter("now", now)
                .executeUpdate();
        endAll(userId, now);
        return spent == 1;
    }

    void endAll(UUID userId, Instant now) {
        entities.createQuery("update PasswordReset r set r.usedAt = :now where r.userId = :user and r.usedAt is null")
                .setParameter("user", userId)
                .setParameter("now", now)
                .executeUpdate();
    }
}
