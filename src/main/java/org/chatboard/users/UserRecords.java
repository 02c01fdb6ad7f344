package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Time;
import org.chatboard.users.profile.ProfileChanged;
import org.jspecify.annotations.Nullable;

/** The short transactions around the hashing of a password, which itself holds no connection. */
@ApplicationScoped
@Transactional
class UserRecords {

    /**
     * An account as the check of a password needs it.
     *
     * @param hash of the password
     */
    record Secret(UserView user, String hash) {}

    private static final FieldError TAKEN_USERNAME = new FieldError("username", "taken");

    private static final FieldError TAKEN_EMAIL = new FieldError("email", "taken");

    @Inject
    UserRepository users;

    @Inject
    Time time;

    @Inject
    Event<UserRegistered> registered;

    @Inject
    Event<ProfileChanged> changed;

    /** The active account of this user name or e-mail, if it signs in with a password. */
    Optional<Secret> findSecret(String nameOrEmail) {
        return users.findBySignInName(nameOrEmail)
                .filter(user -> user.isActive() && !user.isBot())
                .flatMap(user -> Optional.ofNullable(user.passwordHash()).map(hash -> new Secret(user.view(), hash)));
    }

    /** An active account that signs in with a password, as if it were made anew with another one. */
    Optional<NewUser> find(UUID id, String newPassword) {
        return users.find(id)
                .filter(user -> user.isActive() && user.passwordHash() != null)
                .map(user -> user.with(newPassword));
    }

    /** Which of the unique fields somebody else has already. */
    List<FieldError> taken(NewUser newUser) {
        return Stream.of(
                        users.findBySignInName(newUser.username()).map(user -> TAKEN_USERNAME),
                        users.findBySignInName(newUser.email()).map(user -> TAKEN_EMAIL))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Stores an account and its profile.
     *
     * @param hash of the password; null for somebody who signs in elsewhere
     * @throws Invalid when another registration took the name or the e-mail a moment ago
     */
    UserView store(NewUser newUser, @Nullable String hash, boolean isStaff) {
        Instant now = time.now();
        UserView stored = add(new User(Ids.next(), newUser, hash, isStaff, now), now);
        registered.fire(new UserRegistered(stored));
        return stored;
    }

    /**
     * Stores an account of somebody whose password is checked elsewhere.
     *
     * @param isTold whether colleagues who are here are told of it
     */
    UserView store(DirectoryAccounts.Entry entry, boolean isTold) {
        Instant now = time.now();
        UserView stored = add(User.ofDirectory(Ids.next(), entry, now), now);
        if (isTold) {
            registered.fire(new UserRegistered(stored));
        }
        return stored;
    }

    /**
     * The account that came from there, with what the directory says of it now. One that was disabled because the directory
     * had it no more is enabled; any other disabled one stays as it is. The only administrator stays one.
     */
    Optional<UserView> refresh(DirectoryAccounts.Entry entry) {
        Optional<User> found = users.findBySubject(entry.subject());
        found.filter(user -> user.isActive() || user.hasLeftDirectory()).ifPresent(user -> {
            UserView before = user.view();
            user.enable();
            boolean staysStaff = Boolean.FALSE.equals(entry.isStaff()) && isLastAdministrator(user);
            user.follow(
                    staysStaff ? new DirectoryAccounts.Entry(entry.subject(), entry.details(), null) : entry,
                    isEmailFree(entry.details().email(), user.id()));
            if (!user.view().equals(before)) {
                changed.fire(new ProfileChanged(user.id()));
            }
        });
        return found.map(User::view);
    }

    /** What the directory calls somebody whose account came from there. */
    Optional<String> subjectOf(UUID id) {
        return users.find(id).flatMap(User::externalSubject);
    }

    List<DirectoryAccounts.Known> listOfDirectories() {
        return users.listOfDirectories();
    }

    /** Whether nobody but this account has an address. */
    boolean isEmailFree(String email, UUID id) {
        return users.findBySignInName(email)
                .filter(other -> !other.id().equals(id))
                .isEmpty();
    }

    /** Whether nobody else could run the installation; nobody else stops being an administrator meanwhile. */
    private boolean isLastAdministrator(User user) {
        return user.view().isStaff() && users.lockStaff().equals(List.of(user));
    }

    /**
     * Disables an account because its directory has it no more; its sign-ins and sockets end within seconds.
     *
     * @return false when it was disabled already, or nobody else could run the installation
     */
    boolean leave(UUID id) {
        Optional<User> found = users.find(id).filter(User::isActive).filter(user -> !isLastAdministrator(user));
        found.ifPresent(user -> user.leaveDirectory(time.now()));
        return found.isPresent();
    }

    /** Whether somebody of this user name or e-mail signs in here, or is a program. */
    boolean isOwn(String nameOrEmail) {
        return users.findBySignInName(nameOrEmail)
                .filter(user -> user.passwordHash() != null || user.isBot())
                .isPresent();
    }

    private UserView add(User user, Instant now) {
        try {
            users.add(user, new UserProfile(user.id(), now));
        } catch (PersistenceException failed) {
            throw violated(failed).map(UserRecords::refused).orElseThrow(() -> failed);
        }
        return user.view();
    }

    /** Stores a program that speaks; colleagues are not told of it. */
    UserView storeBot(String username, String name) {
        Instant now = time.now();
        User bot = User.bot(Ids.next(), username, name, now);
        users.add(bot, new UserProfile(bot.id(), now));
        return bot.view();
    }

    static Invalid refused(List<FieldError> errors) {
        return new Invalid("invalid_user", "The account cannot be created like this; see the fields.", errors);
    }

    /** The names of constraints are those of the migrations, whatever the case and the words of the database around them. */
    static Optional<List<FieldError>> violated(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("users_username_unique")) {
                return Optional.of(List.of(TAKEN_USERNAME));
            }
            if (text.contains("users_email_unique")) {
                return Optional.of(List.of(TAKEN_EMAIL));
            }
        }
        return Optional.empty();
    }

    boolean changeEmail(UUID id, String email) {
        if (users.findBySignInName(email).isPresent()) {
            return false;
        }
        users.find(id).ifPresent(user -> user.moveTo(email));
        return true;
    }

    void rehash(UUID id, String newHash) {
        users.find(id).ifPresent(user -> user.rehash(newHash));
    }
}
