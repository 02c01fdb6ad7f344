package org.chatboard.security.links;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.security.LoginSessions;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;

/** Administrators give accounts to people of the provider, see who has one, and take it back. */
@ApplicationScoped
@Transactional
public class IdentityLinks {

    private static final System.Logger LOG = System.getLogger(IdentityLinks.class.getName());

    /** Of those who wait; the others come up when these are decided. */
    private static final int MOST_SHOWN = 200;

    private static final String PACKAGE = IdentityLinks.class.getPackageName() + ".";

    @PersistenceContext
    EntityManager entities;

    @Inject
    LoginSessions logins;

    @Inject
    Time time;

    /** Who was turned away within the last 30 days because an account has their e-mail address, the latest first. */
    public List<WaitingIdentity> waiting(Caller caller) {
        requireAdmin(caller);
        return entities.createQuery(
                        "select new " + PACKAGE + "WaitingIdentity(r.id, u.username, u.firstName, u.lastName, r.issuer,"
                                + " r.subject, r.name, r.email, r.askedAt,"
                                + " case when r.approvedAt is null then false else true end)"
                                + " from IdentityRequest r, User u where u.id = r.userId order by r.askedAt desc",
                        WaitingIdentity.class)
                .setMaxResults(MOST_SHOWN)
                .getResultList();
    }

    /**
     * Gives the account to the person: from their next sign-in on it is theirs by way of the provider, too. What opened it
     * before still does.
     *
     * @param id see {@link WaitingIdentity#id}
     * @throws NotFound {@code not_found} when nobody waits under this id
     * @throws Conflict {@code already_linked} when somebody else of the same provider has the account
     */
    public void approve(Caller caller, UUID id) {
        IdentityRequest request = find(caller, id);
        boolean isTaken = entities.createQuery(
                                "select count(i) from ExternalIdentity i where i.userId = :user and i.issuer = :issuer",
                                Long.class)
                        .setParameter("user", request.userId())
                        .setParameter("issuer", request.issuer())
                        .getSingleResult()
                > 0;
        if (isTaken) {
            throw new Conflict(
                    "already_linked", "Somebody else of this provider has the account; take it from them first.");
        }
        request.approve(time.now());
        LOG.log(
                Level.INFO,
                "\"{0}\" gives the account {1} to whom {2} asked for it: {3}",
                caller.username(),
                request.userId(),
                request.issuer(),
                id);
    }

    /** Nobody waits under this id any more, and an account that was given but not fetched is not given. */
    public void dismiss(Caller caller, UUID id) {
        entities.remove(find(caller, id));
        LOG.log(Level.INFO, "\"{0}\" gives no account to {1}", caller.username(), id);
    }

    /**
     * Who of providers signs in to an account.
     *
     * @param username whose
     */
    public List<LinkedIdentity> list(Caller caller, String username) {
        requireAdmin(caller);
        return linked(username.strip().toLowerCase(Locale.ROOT));
    }

    /** By which providers the caller can sign in. */
    public List<LinkedIdentity> own(Caller caller) {
        return linked(caller.username());
    }

    /**
     * Takes an account from somebody of a provider; whatever is open by such a sign-in ends.
     *
     * @param username whose account
     * @param id see {@link LinkedIdentity#id}
     * @throws NotFound {@code not_found} when the account has no such link
     */
    public void unlink(Caller caller, String username, UUID id) {
        Optional<LinkedIdentity> link = list(caller, username).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
        if (link.isEmpty()) {
            throw new NotFound("not_found", "The account has no such link.");
        }
        entities.createQuery("select l.loginId from ExternalLogin l where l.identityId = :id", UUID.class)
                .setParameter("id", id)
                .getResultList()
                .forEach(logins::end);
        for (String one : List.of("ExternalLogin l where l.identityId", "ExternalIdentity l where l.id")) {
            entities.createQuery("delete from " + one + " = :id")
                    .setParameter("id", id)
                    .executeUpdate();
        }
        LOG.log(
                Level.INFO,
                "\"{0}\" takes the account \"{1}\" from whom {2} vouches for: {3}",
                caller.username(),
                username,
                link.get().issuer(),
                link.get().subject());
    }

    private List<LinkedIdentity> linked(String username) {
        return entities.createQuery(
                        "select new " + PACKAGE + "LinkedIdentity(i.id, i.issuer, i.subject, i.createdAt, i.lastUsedAt)"
                                + " from ExternalIdentity i, User u where u.id = i.userId and u.username = :name"
                                + " order by i.createdAt",
                        LinkedIdentity.class)
                .setParameter("name", username)
                .getResultList();
    }

    private IdentityRequest find(Caller caller, UUID id) {
        requireAdmin(caller);
        return Optional.ofNullable(entities.find(IdentityRequest.class, id))
                .orElseThrow(() -> new NotFound("not_found", "Nobody waits for an account under this id."));
    }

    private static void requireAdmin(Caller caller) {
        if (!caller.roles().contains(Role.ADMIN)) {
            throw new Forbidden("admin_only", "Only administrators decide who has which account.");
        }
    }
}
