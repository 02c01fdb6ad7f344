package org.chatboard.security.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code external_identities} and {@code external_logins}. */
@ApplicationScoped
class IdentityRepository {

    @PersistenceContext
    EntityManager entities;

    /** Stores at once, so that a second one of the same person fails here and not at the end. */
    void add(ExternalIdentity identity) {
        entities.persist(identity);
        entities.flush();
    }

    void add(ExternalLogin login) {
        entities.persist(login);
    }

    Optional<ExternalIdentity> find(String issuer, String subject) {
        return entities.createQuery(
                        "select i from ExternalIdentity i where i.issuer = :issuer and i.subject = :subject",
                        ExternalIdentity.class)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .getResultStream()
                .findFirst();
    }

    boolean hasIdentity(UUID userId, String issuer) {
        return entities.createQuery(
                                "select count(i) from ExternalIdentity i where i.userId = :user and i.issuer = :issuer",
                                Long.class)
                        .setParameter("user", userId)
                        .setParameter("issuer", issuer)
                        .getSingleResult()
                > 0;
    }

    Optional<ExternalLogin> findLogin(UUID loginId) {
        return Optional.ofNullable(entities.find(ExternalLogin.class, loginId));
    }

    /** The sign-ins of a person or of one session at the provider; what is null is not asked for. */
    List<ExternalLogin> findLogins(String issuer, @Nullable String subject, @Nullable String sid) {
        var query = entities.createQuery(
                "select l from ExternalLogin l, ExternalIdentity i where l.identityId = i.id and i.issuer = :issuer"
                        + (subject == null ? "" : " and i.subject = :subject")
                        + (sid == null ? "" : " and l.sid = :sid"),
                ExternalLogin.class);
        if (subject != null) {
            query.setParameter("subject", subject);
        }
        if (sid != null) {
            query.setParameter("sid", sid);
        }
        return query.setParameter("issuer", issuer).getResultList();
    }

    void remove(ExternalLogin login) {
        entities.remove(login);
    }
}
