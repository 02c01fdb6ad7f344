package org.chatboard.security.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Time;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.LoginSessions;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.oidc.OidcService;
import org.chatboard.users.DirectoryAccounts;
import org.chatboard.users.UserService;

/**
 * People see where they are signed in and end sign-ins elsewhere, having shown again who they are (ASVS 5.0, 7.5.2): whoever
 * finds an open browser does not throw its owner out. The code of a second factor is not asked for, as the telephone that
 * shows it may be what somebody has lost.
 */
@ApplicationScoped
public class Endings {

    /** How long a sign-in at the provider counts as having shown who one is. */
    public static final Duration FRESH = Duration.ofMinutes(10);

    private static final System.Logger LOG = System.getLogger(Endings.class.getName());

    @Inject
    OwnAccount account;

    @Inject
    LoginSessions logins;

    @Inject
    OidcService oidc;

    @Inject
    UserService users;

    @Inject
    DirectoryAccounts directories;

    @Inject
    Time time;

    /** What somebody shows before sign-ins elsewhere end. */
    public enum Proof {
        /** The password, of ChatBoard or of the directory. */
        PASSWORD,
        /** A sign-in at the provider that is no older than {@link Endings#FRESH}. */
        SIGN_IN,
        /** Nothing could be asked for: a proxy vouches for the person with every page. */
        NONE
    }

    /** Where the person is signed in, this sign-in first. */
    public List<SignedIn> signIns(ChatBoardPrincipal person) {
        List<SignedIn> all = logins.list(person.caller().id());
        return Stream.concat(
                        all.stream().filter(login -> login.id().equals(person.loginId())),
                        all.stream().filter(login -> !login.id().equals(person.loginId())))
                .toList();
    }

    /** What this person would have to show. */
    public Proof proof(ChatBoardPrincipal person) {
        if (provedAtProvider(person).isPresent()) {
            return Proof.SIGN_IN;
        }
        UUID userId = person.caller().id();
        return users.hasPassword(userId) || directories.isOfDirectory(userId) ? Proof.PASSWORD : Proof.NONE;
    }

    /** Whether the sign-in of the person at the provider is too long ago. */
    public boolean isSignInNeeded(ChatBoardPrincipal person) {
        return provedAtProvider(person)
                .filter(at -> at.plus(FRESH).isBefore(time.now()))
                .isPresent();
    }

    private Optional<Instant> provedAtProvider(ChatBoardPrincipal person) {
        return logins.span(person.loginId()).flatMap(span -> oidc.provedAt(person.loginId(), span.since()));
    }

    /**
     * Ends one of the person's sign-ins; the one they call by without a proof, which is nothing but signing out.
     *
     * @param present the password; not looked at where none is asked for
     * @param address where the request comes from, as the server saw it
     * @return whether it was one of theirs that nobody had ended
     * @throws org.chatboard.platform.Invalid when the password is missing or wrong
     * @throws Forbidden when the person has to sign in at the provider again
     * @throws org.chatboard.platform.TooMany after too many wrong passwords
     */
    public boolean end(ChatBoardPrincipal person, UUID loginId, String present, String address) {
        if (!loginId.equals(person.loginId())) {
            prove(person, present, address);
        }
        return logEnded(person, logins.endOf(person.caller().id(), loginId::equals)) > 0;
    }

    /** Ends all sign-ins of the person but this one; as {@link #end}. */
    public void endOthers(ChatBoardPrincipal person, String present, String address) {
        prove(person, present, address);
        endOthers(person);
    }

    /** The same for somebody who has shown just now who they are. */
    void endOthers(ChatBoardPrincipal person) {
        logEnded(person, logins.endOf(person.caller().id(), id -> !id.equals(person.loginId())));
    }

    private void prove(ChatBoardPrincipal person, String present, String address) {
        if (isSignInNeeded(person)) {
            throw new Forbidden(
                    "sign_in_again", "Sign in once more where you sign in, and do it within ten minutes after that.");
        }
        if (proof(person) == Proof.PASSWORD) {
            account.askPassword(person, present, address);
        }
    }

    private static int logEnded(ChatBoardPrincipal person, int count) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0} ended {1} sign-in(s)",
                person.caller().username(),
                count);
        return count;
    }
}
