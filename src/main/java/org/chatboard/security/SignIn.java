package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.chatboard.platform.TooMany;

/** Signs people in with what they typed, and out. */
@ApplicationScoped
public class SignIn {

    private static final System.Logger LOG = System.getLogger(SignIn.class.getName());

    private static final int LONGEST_NAME = 80;

    /** Says that this person has proved who they are. Made only here, so that nothing gets past the throttle. */
    record Checked(UUID userId) implements Credential {}

    @Inject
    IdentityStoreHandler stores;

    @Inject
    SignInThrottle throttle;

    @Inject
    SecurityContext securityContext;

    /**
     * Signs in: the response gets the cookie, the request its principal.
     *
     * @param name user name or e-mail, in any case
     * @param password as typed
     * @return false when they do not fit, without saying which of the two is wrong
     * @throws org.chatboard.platform.TooMany after too many wrong passwords, or when too many people sign in at once
     */
    public boolean with(String name, String password, HttpServletRequest request, HttpServletResponse response) {
        CredentialValidationResult result = check(name, password, request.getRemoteAddr());
        if (result.getStatus() != Status.VALID) {
            return false;
        }
        var checked = new Checked(UUID.fromString(result.getCallerUniqueId()));
        AuthenticationStatus status = securityContext.authenticate(
                request,
                response,
                AuthenticationParameters.withParams().newAuthentication(true).credential(checked));
        return status == AuthenticationStatus.SUCCESS;
    }

    /**
     * Whether somebody who is signed in knows the password of the account, asked again before something that a passer-by at
     * an unlocked screen must not do.
     *
     * @throws org.chatboard.platform.TooMany after too many wrong passwords, or when too many people sign in at once
     */
    public boolean confirm(ChatBoardPrincipal person, String password, String address) {
        CredentialValidationResult result = check(person.caller().username(), password, address);
        return result.getStatus() == Status.VALID
                && person.caller().id().toString().equals(result.getCallerUniqueId());
    }

    private CredentialValidationResult check(String name, String password, String address) {
        try {
            throttle.attempt(name, address);
        } catch (TooMany locked) {
            LOG.log(
                    Level.WARNING,
                    "Sign-in as \"{0}\" from {1} refused for {2} s: too many wrong passwords",
                    printable(name),
                    address,
                    locked.retryAfter().toSeconds());
            throw locked;
        }
        CredentialValidationResult result;
        try {
            result = stores.validate(new UsernamePasswordCredential(name, password));
        } catch (RuntimeException undecided) {
            throttle.undecided(name, address);
            throw undecided;
        }
        if (result.getStatus() == Status.VALID) {
            throttle.succeeded(name, address);
        } else {
            LOG.log(Level.WARNING, "Sign-in as \"{0}\" from {1} failed", printable(name), address);
        }
        return result;
    }

    /** One short line, whatever was typed. */
    static String printable(String typed) {
        String line = typed.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]", "?");
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
    }

    /** Signs out this browser: its cookie, its sockets and the state of its pages are gone. */
    public void out(HttpServletRequest request) {
        try {
            request.logout();
        } catch (ServletException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
