package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.users.password.KnownPasswords;
import org.chatboard.users.password.Passwords;
import org.jspecify.annotations.Nullable;

/** Accounts and the directory of people. */
@ApplicationScoped
@Transactional
public class UserService {

    private static final Pattern NOT_IN_USERNAMES = Pattern.compile("[^a-z0-9]+");

    /** The last name says it already. */
    private static final Pattern BOT_AT_END = Pattern.compile("(?i)(?<=.)\\s+bot$");

    /** With what follows it, a user name has at most 30 characters. */
    private static final int MOST_OF_A_BOTS_NAME = 16;

    @Inject
    UserRepository users;

    @Inject
    UserRecords records;

    @Inject
    Passwords passwords;

    @Inject
    KnownPasswords known;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /**
     * Creates an account for somebody who asks for one.
     *
     * @throws Forbidden when people cannot, see {@link #isRegistrationOpen}
     * @throws org.chatboard.platform.Invalid with everything that is wrong with the fields
     * @throws org.chatboard.platform.TooMany when more people sign in than the server can check
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public UserView register(NewUser newUser) {
        if (!isRegistrationOpen()) {
            throw new Forbidden(
                    "registration_disabled", "Accounts are created by the administrators here; ask one of them.");
        }
        return create(newUser, false, false, passwords::hash);
    }

    /** Whether people may create accounts for themselves, which need passwords that count. */
    public boolean isRegistrationOpen() {
        return settings.flag(Setting.REGISTRATION_ENABLED)
                && settings.text(Setting.OIDC_EMERGENCY_ADMIN).isEmpty();
    }

    /**
     * Creates accounts by decision of those who run the installation, even when people cannot register themselves. A
     * password that several of them share is hashed once.
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public List<UserView> registerTeam(List<NewUser> team) {
        Map<String, String> hashes = new HashMap<>();
        return team.stream()
                .map(newUser ->
                        create(newUser, true, false, password -> hashes.computeIfAbsent(password, passwords::hash)))
                .toList();
    }

    /** Creates an account that runs the installation; it may have a name such as {@code admin}. */
    @Transactional(TxType.NOT_SUPPORTED)
    public UserView registerAdmin(NewUser newUser) {
        return create(newUser, true, true, passwords::hash);
    }

    /**
     * Creates an account for a program: without a password, in no directory, and called so that nobody takes it for a
     * person. Nobody can sign in as it.
     *
     * @param name what people call it, 1 to 60 characters
     */
    public UserView addBot(String name) {
        String first = BOT_AT_END.matcher(name).replaceFirst("");
        String random = Ids.next().toString();
        String word = NOT_IN_USERNAMES
                .matcher(SearchNames.fold(first))
                .replaceAll("-")
                .replaceAll("^-+|-+$", "");
        String stem = word.substring(0, Math.min(word.length(), MOST_OF_A_BOTS_NAME)) + "-bot-";
        return records.storeBot((word.isEmpty() ? "bot-" : stem) + random.substring(random.length() - 8), first);
    }

    /** Ends the life of a bot; what it said stays, under its name. */
    public void retireBot(UUID id) {
        users.find(id).filter(User::isBot).ifPresent(User::disable);
    }

    /** What would keep this person from having an account; empty when nothing does. */
    public List<FieldError> problems(NewUser newUser, boolean mayTakeReserved) {
        List<FieldError> errors = rules(mayTakeReserved).check(newUser);
        Set<String> wrong = errors.stream().map(FieldError::field).collect(Collectors.toSet());
        records.taken(newUser).stream()
                .filter(error -> !wrong.contains(error.field()))
                .forEach(errors::add);
        return errors;
    }

    private SignUpRules rules(boolean mayTakeReserved) {
        return new SignUpRules(
                settings.number(Setting.PASSWORD_MIN_LENGTH), mayTakeReserved, known::isCommon, known::isBreached);
    }

    private UserView create(NewUser newUser, boolean mayTakeReserved, boolean isStaff, UnaryOperator<String> hasher) {
        List<FieldError> errors = problems(newUser, mayTakeReserved);
        if (!errors.isEmpty()) {
            throw UserRecords.refused(errors);
        }
        return records.store(newUser, hasher.apply(newUser.password()), isStaff);
    }

    /** Whether there is an account at all. */
    public boolean isEmpty() {
        return users.count() == 0;
    }

    /** Whether there is anybody who runs the installation. */
    public boolean hasAdmin() {
        return users.countStaff() > 0;
    }

    /**
     * The active person whose password this is. A name of nobody takes as long as a wrong password.
     *
     * @param nameOrEmail user name or e-mail in any case
     * @throws org.chatboard.platform.TooMany when more people sign in than the server can check
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<UserView> checkPassword(String nameOrEmail, String password, Passwords.Asker asker) {
        Optional<UserRecords.Secret> found = Optional.of(nameOrEmail)
                .filter(name -> name.length() <= SignUpRules.MAX_EMAIL)
                .flatMap(name -> records.findSecret(name.strip().toLowerCase(Locale.ROOT)));
        if (!passwords.verify(password, found.map(UserRecords.Secret::hash).orElse(null), asker)) {
            return Optional.empty();
        }
        found.filter(secret -> passwords.isOutdated(secret.hash()))
                .ifPresent(secret -> records.rehash(secret.user().id(), passwords.hash(password)));
        return found.map(UserRecords.Secret::user);
    }

    /**
     * An active person with a password here, and where letters reach them.
     *
     * @param id of the person
     * @param username the sign-in name
     * @param displayName what to call them in a letter
     * @param email where it goes
     */
    public record Addressee(UUID id, String username, String displayName, String email) {}

    /** The active person of this user name or e-mail, in any case, who signs in with a password. */
    public Optional<Addressee> findAddressee(String nameOrEmail) {
        return Optional.of(nameOrEmail.strip().toLowerCase(Locale.ROOT))
                .filter(name -> name.length() <= SignUpRules.MAX_EMAIL)
                .flatMap(users::findBySignInName)
                .flatMap(User::addressee);
    }

    /** The same by id. */
    public Optional<Addressee> findAddressee(UUID id) {
        return users.find(id).flatMap(User::addressee);
    }

    /** What is wrong with a new password of this person. */
    public List<FieldError> passwordProblems(UUID userId, String password) {
        return records.find(userId, password).map(rules(true)::check).orElse(List.of()).stream()
                .filter(error -> error.field().equals("password"))
                .toList();
    }

    /**
     * What {@link #setPasswordHash} takes. Not there, because hashing takes long and a transaction is to be short.
     *
     * @throws org.chatboard.platform.TooMany when more people sign in than the server can check
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public String hash(String password) {
        return passwords.hash(password);
    }

    /** Gives somebody another password, whose {@link #hash} this is. */
    public void setPasswordHash(UUID userId, String hash) {
        records.rehash(userId, hash);
    }

    /** Whether the person signs in with a password that is kept here, and not elsewhere. */
    public boolean hasPassword(UUID id) {
        return records.find(id, "").isPresent();
    }

    /**
     * Gives somebody another password.
     *
     * @throws org.chatboard.platform.Invalid when it is not fit to be one; the field is {@code password}
     * @throws Forbidden when the account signs in elsewhere
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public void changePassword(UUID id, String password) {
        if (!hasPassword(id)) {
            throw new Forbidden("no_password", "This account has no password here: change it where you sign in.");
        }
        List<FieldError> errors = passwordProblems(id, password);
        if (!errors.isEmpty()) {
            throw UserRecords.refused(errors);
        }
        records.rehash(id, passwords.hash(password));
    }

    /** What keeps this from being an e-mail address, whoever has it. */
    public List<FieldError> emailProblems(String email) {
        return SignUpRules.emailProblems(email);
    }

    /** Gives somebody another e-mail address, in lower case; false when somebody else has it. */
    public boolean changeEmail(UUID id, String email) {
        return records.changeEmail(id, email);
    }

    /** The person with this id, disabled or not. */
    public Optional<UserView> find(UUID id) {
        return users.find(id).map(User::view);
    }

    /**
     * The active person behind an address of the original ChatBoard, which names people by user name or id.
     *
     * @param name a user name in any case, or a UUID
     */
    public Optional<UserView> findByName(String name) {
        return Ids.parse(name)
                .flatMap(users::find)
                .or(() -> users.findByUsername(name.strip().toLowerCase(Locale.ROOT)))
                .filter(user -> user.isActive() && !user.isBot())
                .map(User::view);
    }

    /** The people with these ids; ids of nobody are left out. */
    public Map<UUID, UserView> findAll(Collection<UUID> ids) {
        return users.findAll(ids).stream().map(User::view).collect(Collectors.toMap(UserView::id, Function.identity()));
    }

    /** How many active people there are besides the caller. */
    public long countColleagues(Caller caller) {
        return users.countActive() - 1;
    }

    /** Gives somebody another first or last name; null for the one that stays. */
    public void rename(UUID userId, @Nullable String firstName, @Nullable String lastName) {
        users.find(userId).ifPresent(user -> user.rename(firstName, lastName));
    }

    /** Says what somebody does in the organisation, and where. */
    public void describe(UUID userId, String title, String department) {
        users.findProfile(userId).ifPresent(profile -> profile.describe(title, department, time.now()));
    }

    /** Notes when people were last here. */
    public void seen(Collection<UUID> ids, Instant at) {
        users.seen(ids, at);
    }
}
