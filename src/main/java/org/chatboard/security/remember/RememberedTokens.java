package org.chatboard.security.remember;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The table {@code remembered_tokens}, and which sign-ins belong to the same browser by it. */
@ApplicationScoped
@Transactional
public class RememberedTokens {

    private static final int MOST_IN_A_STATEMENT = 1_000;

    @PersistenceContext
    EntityManager entities;

    void add(RememberedToken token) {
        entities.persist(token);
    }

    /** Whoever comes back at the same time as the same person waits here, so that the second sees what the first replaced. */
    Optional<RememberedToken> lock(String tokenHash) {
        List<UUID> owner = entities.createQuery(
                        "select t.userId from RememberedToken t where t.tokenHash = :hash", UUID.class)
                .setParameter("hash", tokenHash)
                .getResultList();
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        var unused = entities.createQuery("select u from User u where u.id = :user")
                .setParameter("user", owner.get(0))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return Optional.ofNullable(entities.find(RememberedToken.class, tokenHash));
    }

    /** Replaces what a browser has. */
    void replace(UUID series, Instant now) {
        entities.createQuery("update RememberedToken t set t.replacedAt = :now"
                        + " where t.series = :series and t.replacedAt is null")
                .setParameter("now", now)
                .setParameter("series", series)
                .executeUpdate();
    }

    /** The sign-ins that came with what a browser has now. */
    List<UUID> presentLogins(UUID series) {
        return entities.createQuery(
                        "select t.loginId from RememberedToken t where t.series = :series and t.replacedAt is null",
                        UUID.class)
                .setParameter("series", series)
                .getResultList();
    }

    /** Forgets what a person's browsers had once it cannot be used in any case. */
    void forget(UUID userId, Instant before) {
        entities.createQuery("delete from RememberedToken t where t.userId = :user and t.beganAt < :before")
                .setParameter("user", userId)
                .setParameter("before", before)
                .executeUpdate();
    }

    void forgetAllOf(UUID userId) {
        entities.createQuery("delete from RememberedToken t where t.userId = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** All sign-ins of a person's browsers that were ever remembered. */
    Set<UUID> loginsOf(UUID userId) {
        return new HashSet<>(
                entities.createQuery("select t.loginId from RememberedToken t where t.userId = :user", UUID.class)
                        .setParameter("user", userId)
                        .getResultList());
    }

    /** Those of these sign-ins whose browsers come back by themselves, if the password was typed after {@code began}. */
    public Set<UUID> remembered(Collection<UUID> loginIds, Instant began) {
        return loginIds.isEmpty()
                ? Set.of()
                : new HashSet<>(entities.createQuery(
                                "select t.loginId from RememberedToken t where t.loginId in :logins"
                                        + " and t.replacedAt is null and t.beganAt > :began",
                                UUID.class)
                        .setParameter("logins", loginIds)
                        .setParameter("began", began)
                        .getResultList());
    }

    /** These sign-ins and the others of the same browsers: who signs out there does not want to be let in by one of those. */
    public Set<UUID> kin(Collection<UUID> loginIds) {
        Set<UUID> kin = new HashSet<>(loginIds);
        List<UUID> all = List.copyOf(loginIds);
        for (int from = 0; from < all.size(); from += MOST_IN_A_STATEMENT) {
            kin.addAll(entities.createQuery(
                            "select t.loginId from RememberedToken t where t.series in"
                                    + " (select o.series from RememberedToken o where o.loginId in :logins)",
                            UUID.class)
                    .setParameter("logins", all.subList(from, Math.min(from + MOST_IN_A_STATEMENT, all.size())))
                    .getResultList());
        }
        return kin;
    }
}
