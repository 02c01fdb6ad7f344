package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.users.profile.ProfileChanged;

/** Accounts whose life is decided in a directory of the organisation: they have no password here. */
@ApplicationScoped
@Transactional
public class KeptAccounts {

    private static final Pattern NOT_IN_USERNAMES = Pattern.compile("[^a-z0-9._-]+");

    /** With a number behind it, a user name has at most 30 characters. */
    private static final int MOST_OF_A_STEM = 24;

    private static final int MOST_NAMESAKES = 200;

    @Inject
    UserRepository users;

    @Inject
    Time time;

    @Inject
    Event<UserRegistered> registered;

    @Inject
    Event<ProfileChanged> changed;

    /**
     * What a directory says of a person.
     *
     * @param email unique; kept in lower case
     * @param firstName given name
     * @param lastName family name
     */
    public record Details(String email, String firstName, String lastName) {

        /** Folds the case of what must be unique. */
        public Details {
            email = email.strip().toLowerCase(Locale.ROOT);
            firstName = firstName.strip();
            lastName = lastName.strip();
        }
    }

    /**
     * Creates an account without a password.
     *
     * @param wish what the directory calls the person, often an address; the user name here is made of its beginning
     * @throws Invalid when the details cannot be used
     * @throws Conflict {@code uniqueness} when somebody else has the address, {@code try_again} when the name went just now
     */
    public UserView add(String wish, Details details) {
        check(details);
        refuseTaken(details.email());
        var now = time.now();
        User user = User.kept(Ids.next(), freeName(wish), details, now);
        try {
            users.add(user, new UserProfile(user.id(), now));
        } catch (PersistenceException failed) {
            throw refusal(failed);
        }
        registered.fire(new UserRegistered(user.view()));
        return user.view();
    }

    /** Takes over what the directory says; the user name stays, for others know the person by it. */
    public void change(UUID id, Details details) {
        check(details);
        User user = find(id);
        if (users.findBySignInName(details.email())
                .filter(other -> !other.id().equals(id))
                .isPresent()) {
            throw emailTaken();
        }
        UserView before = user.view();
        user.take(details);
        flush();
        if (!user.view().equals(before)) {
            changed.fire(new ProfileChanged(id));
        }
    }

    /** Switches an account on or off; sign-ins, sockets and tokens of one that is off end within seconds. */
    public void activate(UUID id, boolean isActive) {
        User user = find(id);
        if (isActive) {
            user.enable();
        } else {
            user.disable();
        }
        flush();
    }

    /** Gives or takes the office of an administrator. */
    public void appoint(UUID id, boolean asStaff) {
        find(id).appoint(asStaff);
        flush();
    }

    /** Switches an account off for good: its office ends, and its address is free for somebody else. */
    public void release(UUID id) {
        User user = find(id);
        user.disable();
        user.appoint(false);
        user.releaseEmail();
        flush();
    }

    private User find(UUID id) {
        return users.find(id).orElseThrow(() -> new NotFound("not_found", "There is no such account."));
    }

    private void flush() {
        try {
            users.flush();
        } catch (PersistenceException failed) {
            throw refusal(failed);
        }
    }

    private static void check(Details details) {
        List<FieldError> errors = SignUpRules.check(details);
        if (!errors.isEmpty()) {
            FieldError first = errors.get(0);
            throw new Invalid(
                    "invalid_user", "This cannot be used: " + first.field() + " (" + first.code() + ").", errors);
        }
    }

    private void refuseTaken(String email) {
        if (users.findBySignInName(email).isPresent()) {
            throw emailTaken();
        }
    }

    private String freeName(String wish) {
        int at = wish.indexOf('@');
        String folded = NOT_IN_USERNAMES
                .matcher(SearchNames.fold(at > 0 ? wish.substring(0, at) : wish))
                .replaceAll("-")
                .replaceAll("^[._-]+|[._-]+$", "");
        String stem = folded.isEmpty() ? "user" : folded.substring(0, Math.min(folded.length(), MOST_OF_A_STEM));
        return Stream.concat(
                        Stream.of(stem),
                        IntStream.rangeClosed(2, MOST_NAMESAKES).mapToObj(n -> stem + "-" + n))
                .filter(SignUpRules::isFree)
                .filter(name -> users.findByUsername(name).isEmpty())
                .findFirst()
                .orElseThrow(() -> new Conflict("uniqueness", "Too many people are called so; choose another name."));
    }

    /** Somebody else was faster. */
    private static RuntimeException refusal(PersistenceException failed) {
        Optional<String> field =
                UserRecords.violated(failed).map(errors -> errors.get(0).field());
        if (field.isEmpty()) {
            return failed;
        }
        return field.get().equals("email")
                ? emailTaken()
                : new Conflict("try_again", "Somebody took this name a moment ago; send the request again.");
    }

    private static Conflict emailTaken() {
        return new Conflict("uniqueness", "Somebody else has this e-mail address already.");
    }
}
