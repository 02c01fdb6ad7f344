package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unauthenticated;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.factor.SecondFactors;
import org.jspecify.annotations.Nullable;

/** Signs people in with what they typed, and out. */
@ApplicationScoped
public class SignIn {

    private static final System.Logger LOG = System.getLogger(SignIn.class.getName());

    private static final String STEP_COOKIE = "CHATBOARD_STEP";

    /** Of what is refused here, see {@link RefusalLog}. */
    private static final String KIND = "sign-in";

    private static final int LONGEST_NAME = 80;

    /** Says that this person has proved who they are, and whether the browser is to be remembered. Made only here, so that nothing gets past the throttle. */
    record Checked(UUID userId, boolean isToRemember) implements Credential {}

    @Inject
    IdentityStoreHandler stores;

    @Inject
    DatabaseIdentityStore ownAccounts;

    @Inject
    SignInThrottle throttle;

    @Inject
    SecondFactors factors;

    @Inject
    Settings settings;

    @Inject
    RefusalLog refusals;

    @Inject
    SecurityContext securityContext;

    /** How the first step ended. */
    public enum Outcome {
        /** Name and password do not fit, without saying which of the two is wrong. */
        REFUSED,
        /** They do, and a code is owed; {@link #pending} knows by whom. Nobody is signed in. */
        SECOND_STEP,
        /** The response has the cookie, the request its principal. */
        SIGNED_IN
    }

    /**
     * Signs in, or begins to.
     *
     * @param name user name or e-mail, in any case
     * @param password as typed
     * @param isToRemember whether the browser is to come back by itself, where that is offered
     * @throws Forbidden when passwords do not count here, whether or not this one was right
     * @throws org.chatboard.platform.TooMany after too many wrong passwords, or when too many people sign in at once
     */
    public Outcome with(
            String name,
            String password,
            boolean isToRemember,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<UUID> proven = proven(name, password, ClientAddress.of(request));
        if (proven.isEmpty()) {
            return Outcome.REFUSED;
        }
        UUID userId = proven.get();
        if (isSecondStepNeeded(userId)) {
            new Exchange(request, response).setCookie(STEP_COOKIE, factors.owe(userId, isToRemember));
            return Outcome.SECOND_STEP;
        }
        return enter(userId, isToRemember, request, response) ? Outcome.SIGNED_IN : Outcome.REFUSED;
    }

    /**
     * Signs a program in, all in one request.
     *
     * @param code of the second factor; null when none was sent
     * @return false when name and password do not fit
     * @throws Unauthenticated when a code is needed and missing or wrong
     * @throws Forbidden when the second factor has to be set up first, or passwords do not count here
     * @throws org.chatboard.platform.TooMany after too many wrong passwords or codes
     */
    public boolean atOnce(
            String name,
            String password,
            @Nullable String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<UUID> proven = proven(name, password, ClientAddress.of(request));
        if (proven.isEmpty()) {
            return false;
        }
        UUID userId = proven.get();
        if (factors.isOn(userId)) {
            if (code == null) {
                throw new Unauthenticated(
                        "second_factor_required", "Send the present code of the second factor, too, as code.");
            }
            if (!second(userId, code, ClientAddress.of(request))) {
                throw new Unauthenticated("wrong_code", "This is not a code of this moment, or it was used before.");
            }
        } else if (factors.isRequired(userId)) {
            throw new Forbidden(
                    "second_factor_missing",
                    "Sign in on the page once to set up the second factor that is wanted here.");
        }
        return enter(userId, false, request, response);
    }

    private Optional<UUID> proven(String name, String password, String address) {
        String onlyOne = settings.text(Setting.OIDC_EMERGENCY_ADMIN);
        CredentialValidationResult result = check(name, password, null, address, onlyOne);
        if (result.getStatus() == Status.VALID) {
            return Optional.of(UUID.fromString(result.getCallerUniqueId()));
        }
        if (!onlyOne.isEmpty()) {
            throw new Forbidden(
                    "sso_only", "Passwords do not count here. Sign in in a browser, by way of your organisation.");
        }
        return Optional.empty();
    }

    private boolean isSecondStepNeeded(UUID userId) {
        return factors.isOn(userId) || factors.isRequired(userId);
    }

    /** Who typed the right password in this browser a moment ago and owes a code. */
    public Optional<UUID> pending(HttpServletRequest request) {
        return Exchange.cookie(request, STEP_COOKIE).flatMap(factors::pending);
    }

    /** Whether this is a code of the person's; it is used by that. */
    public boolean second(UUID userId, String code, String address) {
        boolean right = factors.use(userId, code);
        if (!right) {
            refusals.note(KIND, address, "A wrong code for " + userId + " from " + address);
        }
        return right;
    }

    /**
     * Signs in somebody who has proved elsewhere who they are: nothing was typed here that could be guessed.
     *
     * @return false when the account is disabled
     */
    public boolean as(UUID userId, HttpServletRequest request, HttpServletResponse response) {
        return enter(userId, false, request, response);
    }

    /** Signs in who has taken the second step, once. */
    public boolean complete(UUID userId, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> step = Exchange.cookie(request, STEP_COOKIE);
        boolean isToRemember = step.filter(factors::isToRemember).isPresent();
        step.ifPresent(factors::end);
        new Exchange(request, response).clearCookie(STEP_COOKIE);
        return enter(userId, isToRemember, request, response);
    }

    private boolean enter(UUID userId, boolean isToRemember, HttpServletRequest request, HttpServletResponse response) {
        AuthenticationStatus status = securityContext.authenticate(
                request,
                response,
                AuthenticationParameters.withParams()
                        .newAuthentication(true)
                        .credential(new Checked(userId, isToRemember)));
        return status == AuthenticationStatus.SUCCESS;
    }

    /**
     * Whether somebody who is signed in knows the password of the account, asked again before something that a passer-by at
     * an unlocked screen must not do.
     *
     * @throws org.chatboard.platform.TooMany after too many wrong passwords, or when too many people sign in at once
     */
    public boolean confirm(ChatBoardPrincipal person, String password, String address) {
        CredentialValidationResult result =
                check(person.caller().username(), password, person.caller().id(), address, "");
        return result.getStatus() == Status.VALID
                && person.caller().id().toString().equals(result.getCallerUniqueId());
    }

    /**
     * Checks a password, and counts it.
     *
     * @param account whose password it has to be; null at the door. A directory may call the person otherwise by now
     * @param onlyOne the only account whose password counts, empty for all. That of another is as wrong as any, for the
     *     throttle too: it would tell by letting the right one pass. No directory is asked about others, for it would make
     *     an account of whom it knows, in the way of the one that the provider is going to make
     */
    private CredentialValidationResult check(
            String name, String password, @Nullable UUID account, String address, String onlyOne) {
        try {
            throttle.attempt(name, address);
        } catch (TooMany locked) {
            refusals.note(
                    KIND,
                    address,
                    "Sign-in as \"" + printable(name) + "\" from " + address + " refused for "
                            + locked.retryAfter().toSeconds() + " s: too many wrong passwords");
            throw locked;
        }
        CredentialValidationResult result;
        try {
            var typed = new DatabaseIdentityStore.Typed(name, password, account, throttle.asker(name, address));
            boolean mayBeOfDirectory = onlyOne.isEmpty() || onlyOne.equalsIgnoreCase(name.strip());
            result = mayBeOfDirectory ? stores.validate(typed) : ownAccounts.validate(typed);
        } catch (RuntimeException undecided) {
            throttle.undecided(name, address);
            if (undecided instanceof TooMany) {
                refusals.note(
                        KIND,
                        address,
                        "Sign-in as \"" + printable(name) + "\" from " + address + " refused: too many at this moment");
            }
            throw undecided;
        }
        if (result.getStatus() == Status.VALID
                && !onlyOne.isEmpty()
                && !onlyOne.equalsIgnoreCase(result.getCallerPrincipal().getName())) {
            refusals.note(KIND, address, "Only " + onlyOne + " may sign in with a password");
            result = CredentialValidationResult.INVALID_RESULT;
        }
        if (result.getStatus() == Status.VALID) {
            throttle.succeeded(name, address);
            LOG.log(Level.INFO, "Sign-in as \"{0}\" from {1} with the right password", printable(name), address);
        } else {
            throttle.failed(name);
            refusals.note(KIND, address, "Sign-in as \"" + printable(name) + "\" from " + address + " failed");
        }
        return result;
    }

    /** One short line, whatever was typed. */
    public static String printable(String typed) {
        return RefusalLog.printable(typed, LONGEST_NAME);
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
