package org.chatboard.security.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Time;
import org.chatboard.security.LoginSessions;
import org.chatboard.security.links.IdentityRequests;
import org.chatboard.tokens.TokenService;
import org.chatboard.users.Caller;
import org.chatboard.users.ExternalUsers;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/**
 * Which account belongs to whom the provider vouches for. Issuer and subject decide, and they alone: user names and e-mail
 * addresses are given to other people one day, and at some providers everybody may type in any.
 */
@ApplicationScoped
@Transactional
class Identities {

    private static final System.Logger LOG = System.getLogger(Identities.class.getName());

    @Inject
    IdentityRepository identities;

    @Inject
    ExternalUsers externalUsers;

    @Inject
    UserService users;

    @Inject
    LoginSessions logins;

    @Inject
    TokenService tokens;

    @Inject
    IdentityRequests requests;

    @Inject
    Time time;

    /**
     * Somebody is let in.
     *
     * @param userId the account
     * @param identityId who that is at the provider
     */
    record Entry(UUID userId, UUID identityId) {}

    /**
     * Finds the account of a person, or makes it at their first time.
     *
     * @throws OidcRefused when they may not come in
     */
    Entry enter(OidcConfig config, PersonClaims claims) {
        if (!config.requiredGroups().isEmpty() && !claims.isInOneOf(config.requiredGroups())) {
            throw new OidcRefused(OidcProblem.NOT_ALLOWED, "\"" + claims.username() + "\" is in none of the groups");
        }
        ExternalIdentity identity = identities
                .find(claims.issuer(), claims.subject())
                .orElseGet(() -> meet(claims, accountFor(config, claims)));
        UserView user = users.find(identity.userId()).orElseThrow();
        if (!user.isActive()) {
            throw new OidcRefused(OidcProblem.DISABLED, "the account \"" + user.username() + "\" is disabled");
        }
        if (!config.adminGroups().isEmpty()) {
            externalUsers.setStaff(user.id(), claims.isInOneOf(config.adminGroups()));
        }
        identity.usedAt(time.now());
        return new Entry(user.id(), identity.id());
    }

    private ExternalIdentity meet(PersonClaims claims, UUID userId) {
        Instant now = time.now();
        var identity = new ExternalIdentity(Ids.next(), userId, claims.issuer(), claims.subject(), now);
        identities.add(identity);
        return identity;
    }

    private UUID accountFor(OidcConfig config, PersonClaims claims) {
        Optional<UUID> given = requests.take(claims.issuer(), claims.subject());
        if (given.isPresent()) {
            LOG.log(Level.INFO, "\"{0}\" has the account that an administrator gave them", claims.username());
            return given.get();
        }
        if (!ExternalUsers.isEmail(claims.email())) {
            throw new OidcRefused(
                    OidcProblem.NO_EMAIL, "\"" + claims.username() + "\" comes without an e-mail address");
        }
        Optional<ExternalUsers.Holder> holder = externalUsers.findByEmail(claims.email());
        if (holder.isPresent()) {
            return link(config, claims, holder.get());
        }
        if (!config.creates(claims)) {
            throw new OidcRefused(OidcProblem.NO_ACCOUNT, "\"" + claims.username() + "\" has no account");
        }
        UserView user = externalUsers.add(claims.username(), claims.email(), claims.firstName(), claims.lastName());
        LOG.log(Level.INFO, "\"{0}\" has an account now, by way of {1}", user.username(), claims.issuer());
        return user.id();
    }

    /**
     * Whoever opened the account with this address may not have been its owner: nobody has made sure. So what opened it
     * until now opens it no more.
     */
    private UUID link(OidcConfig config, PersonClaims claims, ExternalUsers.Holder holder) {
        UserView user = holder.user();
        boolean isAllowed = config.links(claims, holder) && !identities.hasIdentity(user.id(), claims.issuer());
        if (!isAllowed) {
            requests.note(claims.issuer(), claims.subject(), claims.username(), claims.email(), user.id());
            throw new OidcRefused(
                    OidcProblem.EMAIL_TAKEN,
                    "the e-mail address of \"" + claims.username() + "\" belongs to \"" + user.username() + "\"");
        }
        externalUsers.removePassword(user.id());
        logins.endAllOf(user.id());
        Caller caller = new Caller(user.id(), user.username(), Set.of(Role.USER));
        tokens.list(caller).forEach(token -> tokens.revoke(caller, token.id()));
        LOG.log(Level.INFO, "\"{0}\" signs in by way of {1} from now on", user.username(), claims.issuer());
        return user.id();
    }

    /** Notes where a sign-in came from. */
    void note(UUID loginId, Entry entry, PersonClaims claims) {
        identities.add(new ExternalLogin(loginId, entry.identityId(), claims.sid(), claims.idToken()));
    }

    /** Where a sign-in came from; nothing when it came from nowhere else. */
    Optional<ExternalLogin> find(UUID loginId) {
        return identities.findLogin(loginId);
    }

    /** Where a sign-in came from, for the last time; nothing when it came from nowhere else. */
    Optional<ExternalLogin> leave(UUID loginId) {
        Optional<ExternalLogin> login = identities.findLogin(loginId);
        login.ifPresent(identities::remove);
        return login;
    }

    /** Ends the sign-ins that the provider says are over; how many those were. */
    int end(String issuer, @Nullable String subject, @Nullable String sid) {
        List<ExternalLogin> over = identities.findLogins(issuer, subject, sid);
        over.forEach(login -> {
            logins.end(login.loginId());
            identities.remove(login);
        });
        return over.size();
    }
}
