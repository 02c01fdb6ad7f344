package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatboard.platform.FieldError;

/** Accounts of people whom somebody else vouches for: they have no password here. */
@ApplicationScoped
@Transactional
public class ExternalUsers {

    private static final Pattern NOT_IN_USERNAMES = Pattern.compile("[^a-z0-9._-]+");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028-\\u202E\\u2066-\\u2069]+");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[._-]");

    private static final int MIN_USERNAME = 3;

    private static final int MAX_USERNAME = 30;

    private static final int MAX_NAME = 60;

    /** Of the same name; after that a number says nothing any more. */
    private static final int MOST_NAMESAKES = 1_000;

    @Inject
    UserRepository users;

    @Inject
    UserRecords records;

    /**
     * Who has an e-mail address.
     *
     * @param user the account
     * @param mayBeLinked whether it is an active person who does not run the installation
     */
    public record Holder(UserView user, boolean mayBeLinked) {}

    /** Whether an account can have this address. */
    public static boolean isEmail(String email) {
        NewUser probe = new NewUser("probe", email, "Probe", "Probe", "");
        return new SignUpRules(0, true, password -> false, password -> false)
                .check(probe).stream().map(FieldError::field).noneMatch("email"::equals);
    }

    /** The account with this address, of whatever kind. */
    public Optional<Holder> findByEmail(String email) {
        return users.findBySignInName(email.strip().toLowerCase(Locale.ROOT)).map(ExternalUsers::holder);
    }

    /** The account with this user name, of whatever kind. */
    public Optional<Holder> findByUsername(String username) {
        return users.findByUsername(username.strip().toLowerCase(Locale.ROOT)).map(ExternalUsers::holder);
    }

    private static Holder holder(User user) {
        UserView view = user.view();
        return new Holder(view, view.isActive() && !view.isStaff() && !user.isBot());
    }

    /**
     * Creates an account without a password. Its user name is made of the wished one and a number when somebody has that
     * already, or it sounds like the installation itself.
     *
     * @param username whatever the other side calls them; may be an e-mail address or empty
     * @param email not checked here, see {@link #isEmail}
     * @param firstName given name; may be empty
     * @param lastName family name; may be empty; without any name people are called by their user name
     * @throws org.chatboard.platform.Invalid when somebody took the name or the address a moment ago
     */
    public UserView add(String username, String email, String firstName, String lastName) {
        String free = freeUsername(username);
        Names names = Names.of(firstName, lastName, stem(username));
        return records.store(new NewUser(free, email, names.first(), names.last(), ""), null, false);
    }

    /** Makes somebody run the installation, or no more. */
    public void setStaff(UUID id, boolean isStaff) {
        users.find(id).ifPresent(user -> user.setStaff(isStaff));
    }

    /** Takes away the password: from now on only somebody else vouches for this person. */
    public void removePassword(UUID id) {
        users.find(id).ifPresent(User::removePassword);
    }

    private String freeUsername(String wished) {
        String stem = stem(wished);
        if (isFree(stem)) {
            return stem;
        }
        for (int i = 2; i < MOST_NAMESAKES; i++) {
            String number = String.valueOf(i);
            String candidate = shortened(stem, MAX_USERNAME - number.length()) + number;
            if (isFree(candidate)) {
                return candidate;
            }
        }
        String random = UUID.randomUUID().toString().replace("-", "");
        return shortened(stem, 12) + "-" + random.substring(0, 16);
    }

    private boolean isFree(String username) {
        return !SignUpRules.isReserved(username)
                && users.findByUsername(username).isEmpty();
    }

    static String stem(String wished) {
        int at = wished.indexOf('@');
        String word = NOT_IN_USERNAMES
                .matcher(SearchNames.fold(at > 0 ? wished.substring(0, at) : wished))
                .replaceAll("-")
                .replaceAll("^[._-]+|[._-]+$", "");
        String shorter = shortened(word, MAX_USERNAME);
        return shorter.length() >= MIN_USERNAME ? shorter : "user" + (shorter.isEmpty() ? "" : "-" + shorter);
    }

    /**
     * What people are called.
     *
     * @param first never empty
     * @param last empty for people with one name
     */
    record Names(String first, String last) {

        /** Not every other side knows names: Kerberos has none but the one that people sign in with. */
        static Names of(String first, String last, String username) {
            String given = name(first);
            String family = name(last);
            if (!given.isEmpty()) {
                return new Names(given, family);
            }
            if (!family.isEmpty()) {
                return new Names(family, "");
            }
            String[] words = BETWEEN_WORDS.split(username, 2);
            return new Names(capital(words[0]), words.length == 1 ? "" : capital(words[1]));
        }

        private static String capital(String word) {
            return BETWEEN_WORDS
                    .splitAsStream(word)
                    .filter(part -> !part.isEmpty())
                    .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                    .collect(Collectors.joining(" "));
        }
    }

    private static String name(String given) {
        String clean = NOT_IN_NAMES.matcher(given).replaceAll(" ").strip();
        int end = clean.offsetByCodePoints(0, Math.min(clean.codePointCount(0, clean.length()), MAX_NAME / 2));
        String name =
                clean.length() <= MAX_NAME ? clean : clean.substring(0, end).strip();
        boolean isVisible = name.codePoints().anyMatch(Character::isLetterOrDigit);
        return isVisible ? name : "";
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
