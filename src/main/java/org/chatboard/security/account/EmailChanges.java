package org.chatboard.security.account;

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
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Workers;
import org.chatboard.platform.mail.Letter;
import org.chatboard.platform.mail.Mailer;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.LoginToken;
import org.chatboard.security.reset.PasswordResets;
import org.chatboard.users.UserService;

/**
 * Another e-mail address. Whoever has the mailbox gets the account by it (see {@link PasswordResets}), so the password is asked
 * for, a letter goes to the present address, and the new one counts only once somebody who is signed in as that person
 * followed a link that was sent there. The letter goes out whether or not somebody has the address: who does not read it
 * learns nothing.
 */
@ApplicationScoped
public class EmailChanges {

    private static final System.Logger LOG = System.getLogger(EmailChanges.class.getName());

    private static final Duration LIFE = Duration.ofMinutes(30);

    private static final int MOST_LETTERS = 3;

    private static final Duration PERIOD = Duration.ofHours(1);

    @Inject
    EmailChangeRepository changes;

    @Inject
    OwnAccount account;

    @Inject
    PasswordResets resets;

    @Inject
    UserService users;

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
     * Has a link sent to the new address and a notice to the present one.
     *
     * @param present the password
     * @param code of the second factor; not looked at when it is off
     * @param email as typed
     * @param address where the request comes from, as the server saw it
     * @param locale what to write the letters in
     * @throws Invalid when the address is none, or password or code are wrong
     * @throws Forbidden when no letters are sent from here, or the account is not kept here
     * @throws TooMany after too many wrong passwords or codes, or many letters
     */
    public void ask(
            ChatBoardPrincipal person, String present, String code, String email, String address, Locale locale) {
        if (!isOffered()) {
            throw new Forbidden("no_mail", "No letters are sent from here; ask an administrator.");
        }
        UUID userId = person.caller().id();
        UserService.Addressee holder = users.findAddressee(userId)
                .orElseThrow(() -> new Forbidden("no_password", "This account is kept elsewhere: change it there."));
        String wanted = email.strip().toLowerCase(Locale.ROOT);
        List<FieldError> problems = users.emailProblems(wanted);
        if (!problems.isEmpty()) {
            throw new Invalid("invalid_email", "This cannot be an e-mail address.", problems);
        }
        if (wanted.equals(holder.email())) {
            throw Invalid.field("email", "same", "This is the address of the account already.");
        }
        account.prove(person, present, code, address);
        String token = LoginToken.next();
        if (!changes.add(userId, wanted, LoginToken.hash(token), time.now(), LIFE, MOST_LETTERS, PERIOD)) {
            throw new TooMany("too_many", "Several letters were sent already; try again later.", PERIOD);
        }
        LOG.log(Level.INFO, "\"{0}\" asked for another e-mail address, from {1}", holder.username(), address);
        String link = address("/profile/email/confirm?token=" + token);
        send(letter(wanted, "mail.email", holder, locale, link));
        send(letter(holder.email(), "mail.emailAsked", holder, locale, address("/profile/security")));
    }

    /** The address that a link of this person leads to; nothing when it does not work any more, or is not theirs. */
    public Optional<String> find(ChatBoardPrincipal person, String token) {
        return LoginToken.looksLikeOne(token)
                ? changes.find(LoginToken.hash(token), person.caller().id(), time.now())
                        .map(EmailChange::email)
                : Optional.empty();
    }

    /**
     * Takes the new address. Links to a new password that were sent to the former one end.
     *
     * @throws NotFound when the link does not work any more, or is not this person's
     * @throws Invalid when somebody else has the address
     */
    public void use(ChatBoardPrincipal person, String token, String address, Locale locale) {
        UUID userId = person.caller().id();
        String wanted = find(person, token).orElseThrow(EmailChanges::tooLate);
        UserService.Addressee before = users.findAddressee(userId).orElseThrow(EmailChanges::tooLate);
        if (!changes.spend(LoginToken.hash(token), userId, time.now())) {
            throw tooLate();
        }
        if (!users.changeEmail(userId, wanted)) {
            throw Invalid.field("email", "taken", "Somebody has this address already.");
        }
        resets.endAllOf(userId);
        LOG.log(Level.INFO, "\"{0}\" has another e-mail address, from {1}", before.username(), address);
        send(letter(before.email(), "mail.emailChanged", before, locale, address("/profile/security")));
    }

    /** The links of a person lead nowhere any more. */
    public void endAllOf(UUID userId) {
        changes.endAll(userId, time.now());
    }

    private static Letter letter(String to, String key, UserService.Addressee person, Locale locale, String link) {
        ResourceBundle texts = ResourceBundle.getBundle("i18n.messages", locale);
        String text = MessageFormat.format(
                texts.getString(key + ".text"), person.displayName(), person.username(), link, LIFE.toMinutes());
        return new Letter(to, texts.getString(key + ".subject"), text);
    }

    private void send(Letter letter) {
        try {
            workers.execute(() -> {
                try {
                    mailer.send(letter);
                } catch (MessagingException failed) {
                    LOG.log(Level.WARNING, "A letter could not be sent: {0}", failed.toString());
                }
            });
        } catch (RejectedExecutionException full) {
            LOG.log(Level.WARNING, "A letter could not be sent: {0}", full.toString());
        }
    }

    /** Never from the request: whoever asks could name another host in it, and the link would go there. */
    private String address(String path) {
        return settings.text(Setting.BASE_URL).replaceFirst("/+$", "") + path;
    }

    private static NotFound tooLate() {
        return new NotFound("link_used", "This link was used already or is too old. Ask for a new one.");
    }
}
