package org.chatboard.tokens;

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

/** The table {@code api_tokens}. */
@ApplicationScoped
class ApiTokenRepository {

    @PersistenceContext
    EntityManager entities;

    void add(ApiToken token) {
        entities.persist(token);
    }

    /** Lets one after the other make tokens for a person, on whatever server, so that nobody gets past the most. */
    void queueUp(UUID userId) {
        var unused = entities.createNativeQuery("select id from users where id = ?1 for update")
                .setParameter(1, userId)
                .getResultList();
    }

    List<ApiToken> findByHash(Collection<String> tokenHashes) {
        return entities.createQuery("select t from ApiToken t where t.tokenHash in :hashes", ApiToken.class)
                .setParameter("hashes", tokenHashes)
                .getResultList();
    }

    /** A token of this person that nobody has revoked. */
    Optional<ApiToken> find(UUID userId, UUID id) {
        return entities.createQuery(
                        "select t from ApiToken t where t.id = :id and t.userId = :user and t.revokedAt is null",
                        ApiToken.class)
                .setParameter("id", id)
                .setParameter("user", userId)
                .getResultStream()
                .findFirst();
    }

    /** Those of a person that nobody has revoked, the newest first. */
    List<ApiToken> listOf(UUID userId) {
        return entities.createQuery(
                        "select t from ApiToken t where t.userId = :user and t.revokedAt is null order by t.id desc",
                        ApiToken.class)
                .setParameter("user", userId)
                .getResultList();
    }

    /** Those of active administrators that nobody has revoked and that end later than this. */
    List<ApiToken> listOfAdmins(Instant now) {
        return entities.createQuery(
                        "select t from ApiToken t where t.revokedAt is null and t.expiresAt > :now and t.userId in"
                                + " (select u.id from User u where u.isActive = true and u.isStaff = true)",
                        ApiToken.class)
                .setParameter("now", now)
                .getResultList();
    }

    /** Those nobody has revoked although the account is disabled. */
    List<ApiToken> findOfDisabled() {
        return entities.createQuery(
                        "select t from ApiToken t where t.revokedAt is null"
                                + " and t.userId in (select u.id from User u where u.isActive = false)",
                        ApiToken.class)
                .getResultList();
    }

    /** Which were revoked or ran out after {@code after}, and not later than {@code now}. */
    Set<UUID> endedBetween(Instant after, Instant now) {
        return entities.createQuery(
                        "select t.id from ApiToken t where t.revokedAt > :after"
                                + " or (t.expiresAt > :after and t.expiresAt <= :now)",
                        UUID.class)
                .setParameter("after", after)
                .setParameter("now", now)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** Which of these nobody has revoked, end after {@code now} and are younger than {@code bornAfter}. */
    Set<UUID> stillOpen(Collection<UUID> ids, Instant now, Instant bornAfter) {
        return entities.createQuery(
                        "select t.id from ApiToken t where t.id in :ids and t.revokedAt is null"
                                + " and t.expiresAt > :now and t.createdAt > :bornAfter",
                        UUID.class)
                .setParameter("ids", ids)
                .setParameter("now", now)
                .setParameter("bornAfter", bornAfter)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** Never back in time: several servers may write. */
    void used(Collection<UUID> ids, Instant at) {
        if (!ids.isEmpty()) {
            entities.createQuery("update ApiToken t set t.lastUsedAt = :at where t.id in :ids"
                            + " and (t.lastUsedAt is null or t.lastUsedAt < :at) and t.revokedAt is null")
                    .setParameter("at", at)
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
    }

    /** Forgets what came to its end long ago, so that the table does not grow for ever. */
    void forget(UUID userId, Instant before) {
        entities.createQuery("delete from ApiToken t where t.userId = :user"
                        + " and (t.revokedAt < :before or t.expiresAt < :before)")
                .setParameter("user", userId)
                .setParameter("before", before)
                .executeUpdate();
    }
}
