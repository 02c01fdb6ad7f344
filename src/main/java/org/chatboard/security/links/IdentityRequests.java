package org.chatboard.security.links;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Time;

/** What sign-ins by way of the provider leave for administrators to decide, and read of it. */
@ApplicationScoped
public class IdentityRequests {

    /** Whoever did not come back until then asks again by trying. */
    static final Duration KEPT = Duration.ofDays(30);

    /** More than administrators read; beyond it the oldest have to go first. */
    private static final long MOST = 1_000;

    private static final String WHOSE = " where r.issuer = :issuer and r.subject = :subject";

    @PersistenceContext
    EntityManager entities;

    @Inject
    Time time;

    /**
     * Somebody was turned away. In a transaction of its own, for the one of the sign-in comes to nothing.
     *
     * @param issuer who vouches for them
     * @param subject who they are there for ever
     * @param name what they are called there
     * @param email which they have there, at most 254 characters
     * @param userId the account with that address
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void note(String issuer, String subject, String name, String email, UUID userId) {
        Instant now = time.now();
        entities.createQuery("delete from IdentityRequest r where r.askedAt < :then")
                .setParameter("then", now.minus(KEPT))
                .executeUpdate();
        Optional<IdentityRequest> known = entities.createQuery(
                        "select r from IdentityRequest r" + WHOSE, IdentityRequest.class)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .getResultStream()
                .findFirst();
        if (known.isEmpty() && isFull()) {
            return;
        }
        IdentityRequest request = known.orElseGet(() -> new IdentityRequest(Ids.next(), issuer, subject));
        request.ask(name, email, userId, now);
        if (known.isEmpty()) {
            entities.persist(request);
        }
    }

    private boolean isFull() {
        return entities.createQuery("select count(r) from IdentityRequest r", Long.class)
                        .getSingleResult()
                >= MOST;
    }

    /** The account that an administrator has given to this person, once: asking uses it up. */
    @Transactional
    public Optional<UUID> take(String issuer, String subject) {
        Optional<UUID> account = entities.createQuery(
                        "select r.userId from IdentityRequest r" + WHOSE + " and r.approvedAt is not null", UUID.class)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .getResultStream()
                .findFirst();
        account.ifPresent(given -> entities.createQuery("delete from IdentityRequest r" + WHOSE)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .executeUpdate());
        return account;
    }
}
