package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table {@code login_sessions}. */
@ApplicationScoped
class LoginSessionRepository {

    @PersistenceContext
    EntityManager entities;

    void add(LoginSession login) {
        entities.persist(login);
    }

    List<LoginSession> findByTokenHash(Collection<String> tokenHashes) {
        return entities.createQuery("select l from LoginSession l where l.tokenHash in :hashes", LoginSession.class)
                .setParameter("hashes", tokenHashes)
                .getResultList();
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

    /** Those nobody has ended although the account is disabled. */
    List<LoginSession> findOfDisabled() {
        return entities.createQuery(
                        "select l from LoginSession l where l.endedAt is null"
                                + " and l.userId in (select u.id from User u where u.isActive = false)",
                        LoginSession.class)
                .getResultList();
    }

    /** Those nobody has ended that came by way of a provider before that. */
    List<LoginSession> findOfProviders(Instant before) {
        return entities.createQuery(
                        "select l from LoginSession l where l.endedAt is null and l.createdAt < :before"
                                + " and l.id in (select e.loginId from ExternalLogin e)",
                        LoginSession.class)
                .setParameter("before", before)
                .getResultList();
    }

    boolean isOfProvider(UUID id) {
        return !entities.createQuery("select e.loginId from ExternalLogin e where e.loginId = :id", UUID.class)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    Set<UUID> endedAfter(Instant after) {
        return entities.createQuery("select l.id from LoginSession l where l.endedAt > :after", UUID.class)
                .setParameter("after", after)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** Which of these nobody has ended, were used after {@code usedAfter} and are younger than {@code bornAfter}. */
    Set<UUID> stillOpen(Collection<UUID> ids, Instant usedAfter, Instant bornAfter) {
        return ids.isEmpty()
                ? Set.of()
                : entities.createQuery(
                                "select l.id from LoginSession l where l.id in :ids and l.endedAt is null"
                                        + " and l.lastSeenAt > :usedAfter and l.createdAt > :bornAfter",
                                UUID.class)
                        .setParameter("ids", ids)
                        .setParameter("usedAfter", usedAfter)
                        .setParameter("bornAfter", bornAfter)
                        .getResultStream()
                        .collect(Collectors.toSet());
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
