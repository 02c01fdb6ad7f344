package org.chatboard.security.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Ids;

/** The table {@code email_changes}. */
@ApplicationScoped
@Transactional
class EmailChangeRepository {

    private static final Duration KEPT = Duration.ofDays(1);

    @PersistenceContext
    EntityManager entities;

    /**
     * Keeps a new link, unless this person asked for too many lately.
     *
     * @param most links of one person within {@code period}
     */
    boolean add(UUID userId, String email, String tokenHash, Instant now, Duration life, int most, Duration period) {
        entities.createQuery("delete from EmailChange c where c.userId = :user and c.createdAt < :then")
                .setParameter("user", userId)
                .setParameter("then", now.minus(KEPT))
                .executeUpdate();
        // One after the other, on whatever server: nobody fills mailboxes by being quick.
        var unused = entities.createQuery("select u from User u where u.id = :user")
                .setParameter("user", userId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        long lately = entities.createQuery(
                        "select count(c) from EmailChange c where c.userId = :user and c.createdAt > :then", Long.class)
                .setParameter("user", userId)
                .setParameter("then", now.minus(period))
                .getSingleResult();
        if (lately >= most) {
            return false;
        }
        entities.persist(new EmailChange(Ids.next(), userId, email, tokenHash, now, now.plus(life)));
        return true;
    }

    /** The link, if it is this person's and still works. */
    Optional<EmailChange> find(String tokenHash, UUID userId, Instant now) {
        return entities.createQuery(
                        "select c from EmailChange c where c.tokenHash = :hash and c.userId = :user"
                                + " and c.usedAt is null and c.expiresAt > :now",
                        EmailChange.class)
                .setParameter("hash", tokenHash)
                .setParameter("user", userId)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** Uses a link up; of several who try at the same time one succeeds. All other links of the person end as well. */
    boolean spend(String tokenHash, UUID userId, Instant now) {
        int spent = entities.createQuery("update EmailChange c set c.usedAt = :now where c.tokenHash = :hash"
                        + " and c.userId = :user and c.usedAt is null and c.expiresAt > :now")
                .setParameter("hash", tokenHash)
                .setParameter("user", userId)
                .setParameter("now", now)
                .executeUpdate();
        endAll(userId, now);
        return spent == 1;
    }

    void endAll(UUID userId, Instant now) {
        entities.createQuery("update EmailChange c set c.usedAt = :now where c.userId = :user and c.usedAt is null")
                .setParameter("user", userId)
                .setParameter("now", now)
                .executeUpdate();
    }
}
