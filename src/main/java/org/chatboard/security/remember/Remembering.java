package org.chatboard.security.remember;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.security.LoginSessions;
import org.chatboard.security.LoginToken;
import org.chatboard.security.factor.SecondFactors;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/**
 * Lets browsers back in whose people wanted that. A browser shows the secret of its second cookie when its sign-in is over,
 * gets a new sign-in for it and the next secret. A secret that was replaced is shown by somebody who copied it, or the
 * browser comes after the copier: either way all remembered sign-ins of the person end.
 */
@ApplicationScoped
@Transactional
public class Remembering {

    private static final System.Logger LOG = System.getLogger(Remembering.class.getName());

    @Inject
    RememberedTokens tokens;

    @Inject
    LoginSessions logins;

    @Inject
    SecondFactors factors;

    @Inject
    UserService users;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /**
     * What a browser is given to come back with.
     *
     * @param secret for the cookie; kept nowhere else
     * @param life how long it is good for
     */
    public record Ticket(String secret, Duration life) {}

    /**
     * A browser that came back.
     *
     * @param loginSecret of the new sign-in
     * @param next what to come back with the next time
     */
    public record Back(String loginSecret, Ticket next) {}

    /**
     * Whether anybody can be remembered: not where only the organisation's sign-in counts, nor where everybody has to show a
     * second factor.
     */
    public boolean isOffered() {
        return !settings.duration(Setting.SESSION_REMEMBER).isZero()
                && settings.text(Setting.OIDC_EMERGENCY_ADMIN).isEmpty()
                && !settings.word(Setting.SECOND_FACTOR_REQUIRED).equals("all");
    }

    /**
     * Has the browser remembered in which this person just signed in with the password, and with the code if they have a
     * second factor. Nothing for people whose password is kept elsewhere, who have to ask there, and for those whose code the
     * administrators want each time.
     */
    public Optional<Ticket> begin(UUID userId, UUID loginId) {
        if (!isAllowed(userId)) {
            return Optional.empty();
        }
        Instant now = time.now();
        Duration life = settings.duration(Setting.SESSION_REMEMBER);
        tokens.forget(userId, now.minus(life));
        String secret = LoginToken.next();
        tokens.add(
                new RememberedToken(LoginToken.hash(secret), Ids.next(), userId, loginId, factors.isOn(userId), now));
        return Optional.of(new Ticket(secret, life));
    }

    /**
     * Signs a browser in that shows this secret; the secret is used up by that.
     *
     * @param address where from, as the server saw it
     * @param userAgent what the browser calls itself
     * @return nothing when the secret is worth nothing, or no longer
     */
    public Optional<Back> comeBack(String secret, String address, String userAgent) {
        Instant now = time.now();
        Duration life = settings.duration(Setting.SESSION_REMEMBER);
        Optional<RememberedToken> found = tokens.lock(LoginToken.hash(secret))
                .filter(token -> token.left(now, life).toSeconds() > 0);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RememberedToken token = found.get();
        List<LoginSessions.SignedIn> present = logins.unended(tokens.presentLogins(token.series()));
        if (present.isEmpty() || !isAllowed(token.userId(), token.isWithFactor())) {
            return Optional.empty();
        }
        if (!token.isReplaced()) {
            logins.end(token.loginId());
            tokens.replace(token.series(), now);
        } else if (!token.isInGrace(now) || present.stream().noneMatch(login -> login.isFrom(address, userAgent))) {
            alarm(token, address);
            return Optional.empty();
        }
        LoginSessions.Opened login = logins.open(token.userId(), address, userAgent);
        String next = LoginToken.next();
        tokens.add(token.next(LoginToken.hash(next), login.id()));
        return Optional.of(new Back(login.secret(), new Ticket(next, token.left(now, life))));
    }

    private void alarm(RememberedToken token, String address) {
        LOG.log(
                Level.WARNING,
                "A remembered sign-in of \"{0}\" was used a second time, from {1}: somebody may have copied the cookie."
                        + " All remembered sign-ins of the account end",
                users.find(token.userId()).map(UserView::username).orElse("?"),
                address);
        logins.endOf(token.userId(), tokens.loginsOf(token.userId())::contains);
    }

    /** Ends what a browser could come back with: it signs out, or somebody signs in anew. */
    public void forget(String secret) {
        tokens.lock(LoginToken.hash(secret))
                .filter(token -> !token.isReplaced())
                .ifPresent(token -> logins.end(token.loginId()));
    }

    /** No browser of this person comes back by itself any more; what is open stays. */
    public void forgetAllOf(UUID userId) {
        tokens.forgetAllOf(userId);
    }

    private boolean isAllowed(UUID userId) {
        return isOffered() && users.hasPassword(userId) && !factors.isRequired(userId);
    }

    /** Who turned the second factor on after the browser was remembered shows it once. */
    private boolean isAllowed(UUID userId, boolean isWithFactor) {
        return isAllowed(userId) && (isWithFactor || !factors.isOn(userId));
    }
}
