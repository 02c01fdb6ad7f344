package org.chatboard.security.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.NotFound;
import org.chatboard.security.LoginSessions;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.factor.SecondFactors;
import org.chatboard.security.remember.Remembering;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/**
 * Administrators see where somebody is signed in, and sign them out there: a laptop was lost, a password was seen (OWASP ASVS
 * 5.0, 7.4.5). They help whoever lost the second factor.
 */
@ApplicationScoped
@Transactional
public class AccountSignIns {

    private static final System.Logger LOG = System.getLogger(AccountSignIns.class.getName());

    @Inject
    LoginSessions logins;

    @Inject
    Remembering remembering;

    @Inject
    SecondFactors factors;

    @Inject
    UserService users;

    /**
     * Where a person is signed in, the most recently used first.
     *
     * @param username whose
     * @throws NotFound {@code not_found} when there is no active account of this name
     */
    public List<SignedIn> list(Caller caller, String username) {
        return logins.list(find(caller, username).id());
    }

    /**
     * Signs a person out everywhere; no browser comes back by itself. Access tokens stay, for they are no sign-ins.
     *
     * @param username whose
     * @throws NotFound {@code not_found} when there is no active account of this name
     */
    public void endAll(Caller caller, String username) {
        UserView person = find(caller, username);
        logins.endAllOf(person.id());
        remembering.forgetAllOf(person.id());
        LOG.log(System.Logger.Level.INFO, "\"{0}\" signs out \"{1}\" everywhere", caller.username(), person.username());
    }

    /**
     * Whether a person has a second factor.
     *
     * @param username whose
     * @throws NotFound {@code not_found} when there is no active account of this name
     */
    public boolean hasFactor(Caller caller, String username) {
        return factors.isOn(find(caller, username).id());
    }

    /**
     * Turns the second factor of a person off who lost phone and recovery codes, and signs them out everywhere: somebody else may
     * have the phone. Whoever does this makes sure who asks (OWASP ASVS 5.0, 6.4.4).
     *
     * @param username whose
     * @throws NotFound {@code not_found} when there is no active account of this name, or it has no second factor
     */
    public void removeFactor(Caller caller, String username) {
        UserView person = find(caller, username);
        if (!factors.isOn(person.id())) {
            throw new NotFound("not_found", "This person has no second factor.");
        }
        factors.remove(person.id());
        LOG.log(
                System.Logger.Level.WARNING,
                "\"{0}\" turns off the second factor of \"{1}\"",
                caller.username(),
                person.username());
        endAll(caller, username);
    }

    private UserView find(Caller caller, String username) {
        if (!caller.roles().contains(Role.ADMIN)) {
            throw new Forbidden("admin_only", "Only administrators see where others are signed in.");
        }
        return users.findByName(username)
                .orElseThrow(() -> new NotFound("not_found", "There is no active account of this name."));
    }
}
