package org.chatboard.security.factor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables {@code second_factors}, {@code recovery_codes} and {@code pending_sign_ins}. */
@ApplicationScoped
class SecondFactorRepository {

    @PersistenceContext
    EntityManager entities;

    void add(Object row) {
        entities.persist(row);
    }

    Optional<SecondFactor> find(UUID userId) {
        return Optional.ofNullable(entities.find(SecondFactor.class, userId));
    }

    /** The same, so that of two requests with one code the second sees what the first used. */
    Optional<SecondFactor> lock(UUID userId) {
        return Optional.ofNullable(entities.find(SecondFactor.class, userId, LockModeType.PESSIMISTIC_WRITE));
    }

    List<SecondFactor> all() {
        return entities.createQuery("select f from SecondFactor f", SecondFactor.class)
                .getResultList();
    }

    /** Two pages that begin at once do so one after the other. */
    void lockUser(UUID userId) {
        entities.createQuery("select u from User u where u.id = :user")
                .setParameter("user", userId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    void endAllPending(UUID userId) {
        entities.createQuery("delete from PendingSignIn p where p.userId = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }

    void remove(UUID userId) {
        for (String entity : List.of("RecoveryCode", "SecondFactor")) {
            entities.createQuery("delete from " + entity + " x where x.userId = :user")
                    .setParameter("user", userId)
                    .executeUpdate();
        }
        entities.clear();
    }

    boolean useRecoveryCode(UUID userId, String hash, Instant now) {
        return entities.createQuery("update RecoveryCode c set c.usedAt = :now"
                                + " where c.userId = :user and c.codeHash = :hash and c.usedAt is null")
                        .setParameter("now", now)
                        .setParameter("user", userId)
                        .setParameter("hash", hash)
                        .executeUpdate()
                == 1;
    }

    long countRecoveryCodes(UUID userId) {
        return entities.createQuery(
                        "select count(c) from RecoveryCode c where c.userId = :user and c.usedAt is null", Long.class)
                .setParameter("user", userId)
                .getSingleResult();
    }

    Optional<PendingSignIn> findPending(String tokenHash) {
        return Optional.ofNullable(entities.find(PendingSignIn.class, tokenHash));
    }

    void forgetPending(Instant before) {
        entities.createQuery("delete from PendingSignIn p where p.expiresAt < :before")
                .setParameter("before", before)
                .executeUpdate();
    }

    void endPending(String tokenHash) {
        entities.createQuery("delete from PendingSignIn p where p.tokenHash = :hash")
                .setParameter("hash", tokenHash)
                .executeUpdate();
    }
}
