package org.chatboard.security.reset;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.Workers;
import org.chatboard.platform.mail.Letter;
import org.chatboard.platform.mail.Mailer;
import org.chatboard.security.LoginSessions;
import org.chatboard.security.LoginToken;
import org.chatboard.security.SignInThrottle;
import org.chatboard.security.account.EmailChanges;
import org.chatboard.security.factor.SecondFactors;
import org.chatboard.tokens.TokenService;
import org.chatboard.users.UserService;

/**
 * A new password by mail (OWASP Forgot Password Cheat Sheet): whoever asks hears the same whether there is such an account
 * or not, and after the same time, for the letter is written later. A link works once, for half an hour.
 */
@ApplicationScoped
public class PasswordResets {

    private static final System.Logger LOG = System.getLogger(PasswordResets.class.getName());

    private static final Duration LIFE = Duration.ofMinutes(30);

    private static final int MOST_LETTERS = 3;

    private static final Duration PERIOD = Duration.ofHours(1);

    @Inject
    PasswordResetRepository resets;

    @Inject
    UserService users;

    @Inject
    LoginSessions logins;

    @Inject
    TokenService tokens;

    @Inject
    SecondFactors factors;

    @Inject
    EmailChanges emails;

    @Inject
    SignInThrottle throttle;

    @Inject
    Mailer mailer;

    @Inject
    Workers workers;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /** Whether letters can be sent from here. */
    public boolean isOffered() {
        return mailer.isOn();
    }

    /**
     * Has a letter with a link sent to the address of an active account that signs in with a password; else nothing happens.
     *
     * @param nameOrEmail as typed
     * @param address where it was asked from
     * @param locale what to write the letter in
     * @throws org.chatboard.platform.TooMany after many attempts from this address
     * @throws Unavailable when too much is to be done already
     */
    public void ask(String nameOrEmail, String address, Locale locale) {
        throttle.attempt("reset " + nameOrEmail, address);
        try {
            workers.execute(() -> write(nameOrEmail, address, locale));
        } catch (RejectedExecutionException full) {
            throw new Unavailable(full);
        }
    }

    private void write(String nameOrEmail, String address, Locale locale) {
        try {
            Optional<UserService.Addressee> found = users.findAddressee(nameOrEmail);
            if (found.isEmpty()) {
                return;
            }
            String token = LoginToken.next();
            UserService.Addressee person = found.get();
            if (!resets.add(person.id(), LoginToken.hash(token), time.now(), LIFE, MOST_LETTERS, PERIOD)) {
                LOG.log(
                        Level.WARNING,
                        "\"{0}\" got {1} links lately and gets no more",
                        person.username(),
                        MOST_LETTERS);
                return;
            }
            mailer.send(letter(person, "mail.reset", locale, address("/reset?token=" + token)));
            LOG.log(Level.INFO, "A link to a new password for \"{0}\" was asked from {1}", person.username(), address);
        } catch (MessagingException | RuntimeException failed) {
            LOG.log(Level.WARNING, "A link to a new password could not be sent: {0}", failed.toString());
        }
    }

    private Letter letter(UserService.Addressee person, String key, Locale locale, String link) {
        ResourceBundle texts = ResourceBundle.getBundle("i18n.messages", locale);
        String text = MessageFormat.format(
                texts.getString(key + ".text"), person.displayName(), person.username(), link, LIFE.toMinutes());
        return new Letter(person.email(), texts.getString(key + ".subject"), text);
    }

    /** Never from the request: whoever asks could name another host in it, and the link would go there. */
    private String address(String path) {
        return settings.text(Setting.BASE_URL).replaceFirst("/+$", "") + path;
    }

    /** Whether a link still works. */
    public boolean isOpen(String token) {
        return holder(token).isPresent();
    }

    private Optional<UserService.Addressee> holder(String token) {
        return LoginToken.looksLikeOne(token)
                ? resets.findHolder(LoginToken.hash(token), time.now()).flatMap(users::findAddressee)
                : Optional.empty();
    }

    /** What is wrong with the new password; nothing when it can be used, or the link cannot. */
    public List<FieldError> problems(String token, String password) {
        return holder(token)
                .map(person -> users.passwordProblems(person.id(), password))
                .orElse(List.of());
    }

    /**
     * Sets the new password. Whatever was signed in as this person, programs with tokens too, is signed out, and a letter
     * tells that it happened.
     *
     * @param address where from
     * @throws NotFound when the link does not work any more
     * @throws Invalid with what is wrong with the password
     * @throws org.chatboard.platform.TooMany when more passwords are hashed than the server can
     */
    public void use(String token, String password, String address, Locale locale) {
        UserService.Addressee person = holder(token).orElseThrow(PasswordResets::tooLate);
        UUID userId = person.id();
        List<FieldError> problems = users.passwordProblems(userId, password);
        if (!problems.isEmpty()) {
            throw new Invalid("invalid_password", "This password cannot be used; see the fields.", problems);
        }
        String hash = users.hash(password);
        if (!resets.spend(LoginToken.hash(token), userId, time.now())) {
            throw tooLate();
        }
        users.setPasswordHash(userId, hash);
        logins.endAllOf(userId);
        tokens.revokeAllOf(userId);
        factors.endAll(userId);
        emails.endAllOf(userId);
        LOG.log(Level.INFO, "\"{0}\" set a new password by a link, from {1}", person.username(), address);
        tell(person, locale);
    }

    /** The links of a person lead nowhere any more: they went to an address that is not theirs now. */
    public void endAllOf(UUID userId) {
        resets.endAll(userId, time.now());
    }

    private void tell(UserService.Addressee person, Locale locale) {
        try {
            workers.execute(() -> {
                try {
                    mailer.send(letter(person, "mail.changed", locale, address("/forgot")));
                } catch (MessagingException failed) {
                    LOG.log(Level.WARNING, "A letter could not be sent: {0}", failed.toString());
                }
            });
        } catch (RejectedExecutionException full) {
            LOG.log(Level.WARNING, "A letter could not be sent: {0}", full.toString());
        }
    }

    private static NotFound tooLate() {
        return new NotFound("link_used", "This link was used already or is too old. Ask for a new one.");
    }
}
