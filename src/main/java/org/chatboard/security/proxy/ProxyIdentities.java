package org.chatboard.security.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Time;
import org.chatboard.security.LoginSessions;
import org.chatboard.tokens.TokenService;
import org.chatboard.users.Caller;
import org.chatboard.users.ExternalUsers;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Which account belongs to whom the proxy names. */
@ApplicationScoped
@Transactional
class ProxyIdentities {

    private static final System.Logger LOG = System.getLogger(ProxyIdentities.class.getName());

    @Inject
    ProxyIdentityRepository identities;

    @Inject
    ExternalUsers externalUsers;

    @Inject
    UserService users;

    @Inject
    LoginSessions logins;

    @Inject
    TokenService tokens;

    @Inject
    Time time;

    /** The account of a person who has been here before. */
    Optional<UUID> find(ProxyPerson person) {
        return identities.findUser(person.subject());
    }

    /** Whether the proxy has a name for this account. */
    boolean isKnown(UUID userId) {
        return identities.isKnown(userId);
    }

    /**
     * Finds the account of a person, or makes it at their first time.
     *
     * @throws ProxyRefused when they may not come in
     */
    UUID enter(ProxyConfig config, ProxyPerson person) {
        UUID userId = identities.findUser(person.subject()).orElseGet(() -> meet(config, person));
        UserView user = users.find(userId).orElseThrow();
        if (!user.isActive()) {
            throw new ProxyRefused(ProxyProblem.DISABLED, "the account \"" + user.username() + "\" is disabled");
        }
        identities.used(person.subject(), time.now());
        return userId;
    }

    private UUID meet(ProxyConfig config, ProxyPerson person) {
        UUID userId = linked(config, person).orElseGet(() -> create(config, person));
        identities.add(person.subject(), userId, time.now());
        return userId;
    }

    private Optional<UUID> linked(ProxyConfig config, ProxyPerson person) {
        return config.linksAccounts()
                ? externalUsers.findByUsername(person.username()).map(holder -> link(person, holder))
                : Optional.empty();
    }

    /**
     * Whoever opened the account with this name may not have been the one whom the proxy means. So what opened it until now
     * opens it no more.
     */
    private UUID link(ProxyPerson person, ExternalUsers.Holder holder) {
        UserView user = holder.user();
        if (!holder.mayBeLinked() || identities.isKnown(user.id())) {
            throw new ProxyRefused(
                    ProxyProblem.TAKEN,
                    "the account \"" + user.username()
                            + "\" is disabled, runs ChatBoard or is somebody else's already");
        }
        externalUsers.removePassword(user.id());
        logins.endAllOf(user.id());
        Caller caller = new Caller(user.id(), user.username(), Set.of(Role.USER));
        tokens.list(caller).forEach(token -> tokens.revoke(caller, token.id()));
        LOG.log(Level.INFO, "\"{0}\" signs in by the proxy from now on, as \"{1}\"", user.username(), person.subject());
        return user.id();
    }

    private UUID create(ProxyConfig config, ProxyPerson person) {
        if (!config.createsAccounts()) {
            throw new ProxyRefused(ProxyProblem.NO_ACCOUNT, "\"" + person.subject() + "\" has no account");
        }
        if (!person.email().isEmpty()) {
            externalUsers.findByEmail(person.email()).ifPresent(holder -> {
                throw new ProxyRefused(
                        ProxyProblem.TAKEN,
                        "the e-mail address of \"" + person.subject() + "\" belongs to \""
                                + holder.user().username() + "\"");
            });
        }
        // Not every proxy says one; nobody gets mail at this top-level domain (RFC 2606).
        String email = person.email().isEmpty() ? UUID.randomUUID() + "@proxy.invalid" : person.email();
        UserView user = externalUsers.add(person.username(), email, person.firstName(), person.lastName());
        LOG.log(Level.INFO, "\"{0}\" has an account now, as \"{1}\" of the proxy", user.username(), person.subject());
        return user.id();
    }
}
