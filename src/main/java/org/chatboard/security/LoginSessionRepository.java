package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code login_sessions}. */
@ApplicationScoped
class LoginSessionRepository {

    @PersistenceContext
    EntityManager entities;

    void add(LoginSession login) {
        entities.persist(login);
    }

    Optional<LoginSession> findByTokenHash(String tokenHash) {
        return entities.createQuery("select l from LoginSession l where l.tokenHash = :hash", LoginSession.class)
                .setParameter("hash", tokenHash)
                .getResultStream()
                .findFirst();
    }

    Optional<LoginSession> find(UUID id) {
        return Optional.ofNullable(entities.find(LoginSession.class, id));
    }

    /** Those of a person that nobody has ended. */
    List<LoginSession> findOf(UUID userId) {
        return entities.createQuery(
                        "select l from LoginSession l where l.userId = :user and l.endedAt is null", LoginSession.class)
                .setParameter("user", userId)
                .getResultList();
    }

    List<LoginSession> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select l from LoginSession l where l.id in :ids", LoginSession.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** Never back in time: several servers may write. */
    void seen(Collection<UUID> ids, Instant at) {
        if (!ids.isEmpty()) {
            entities.createQuery("update LoginSession l set l.lastSeenAt = :at where l.id in :ids"
                            + " and l.lastSeenAt < :at and l.endedAt is null")
                    .setParameter("at", at)
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
    }

    /** Forgets what a person did long ago, so that the table does not grow for ever. */
    void forget(UUID userId, Instant before) {
        entities.createQuery("delete from LoginSession l where l.userId = :user and l.createdAt < :before")
                .setParameter("user", userId)
                .setParameter("before", before)
                .executeUpdate();
    }
}
