package org.chatboard.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatboard.platform.FieldError;

/**
 * What a new account has to look like. All that is wrong is told at once, so that nobody corrects a form field by field.
 *
 * @param minPasswordLength least number of characters (code points) of a password
 * @param mayTakeReserved whether names that sound official are free, as for the people who run the installation
 * @param isCommon whether a password, in lower case, is among those that everybody tries first
 * @param isBreached whether a password, as it is typed, was stolen elsewhere
 */
record SignUpRules(
        int minPasswordLength, boolean mayTakeReserved, Predicate<String> isCommon, Predicate<String> isBreached) {

    private static final int MAX_NAME = 60;

    static final int MAX_EMAIL = 254;

    private static final int MAX_PASSWORD = 128;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{3,30}");

    /** What mail servers of companies use (a subset of RFC 6531): no quotes, no comments, no address literals. */
    private static final Pattern EMAIL = Pattern.compile("(?=[^@]{1,64}@)[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+"
            + "(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
            + "@[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?"
            + "(\\.[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?)*");

    /** Names that people would take for the installation itself. */
    private static final Set<String> RESERVED = Set.of(
            "abuse",
            "admin",
            "administrator",
            "all",
            "anonymous",
            "chatboard",
            "everybody",
            "everyone",
            "guest",
            "help",
            "helpdesk",
            "here",
            "hostmaster",
            "me",
            "moderator",
            "no-reply",
            "noreply",
            "null",
            "operator",
            "owner",
            "postmaster",
            "root",
            "security",
            "server",
            "staff",
            "support",
            "sysadmin",
            "system",
            "undefined",
            "webmaster");

    /** Whether somebody may be called so who does not run the installation. */
    static boolean isFree(String username) {
        return USERNAME.matcher(username).matches() && !RESERVED.contains(username);
    }

    /** What is wrong with an account that has no password here. */
    static List<FieldError> check(KeptAccounts.Details details) {
        List<FieldError> errors = new ArrayList<>();
        checkEmail(details.email(), errors);
        checkName("firstName", details.firstName(), errors);
        // Not everybody has two names.
        if (!details.lastName().isEmpty()) {
            checkName("lastName", details.lastName(), errors);
        }
        return errors;
    }

    /** Whether people would take somebody of this name for the installation itself. */
    static boolean isReserved(String username) {
        return RESERVED.contains(username);
    }

    List<FieldError> check(NewUser user) {
        List<FieldError> errors = new ArrayList<>();
        checkUsername(user.username(), errors);
        checkEmail(user.email(), errors);
        checkName("firstName", user.firstName(), errors);
        checkName("lastName", user.lastName(), errors);
        checkPassword(user, errors);
        return errors;
    }

    private void checkUsername(String username, List<FieldError> errors) {
        if (username.isEmpty()) {
            errors.add(new FieldError("username", "required"));
        } else if (!mayTakeReserved && RESERVED.contains(username)) {
            errors.add(new FieldError("username", "reserved"));
        } else if (!USERNAME.matcher(username).matches()) {
            errors.add(new FieldError("username", "invalid_username"));
        }
    }

    /** What is wrong with an e-mail address. */
    static List<FieldError> emailProblems(String email) {
        List<FieldError> errors = new ArrayList<>();
        checkEmail(email, errors);
        return errors;
    }

    private static void checkEmail(String email, List<FieldError> errors) {
        if (email.isEmpty()) {
            errors.add(new FieldError("email", "required"));
        } else if (email.length() > MAX_EMAIL) {
            errors.add(new FieldError("email", "too_long"));
        } else if (!EMAIL.matcher(email).matches()) {
            errors.add(new FieldError("email", "invalid_email"));
        }
    }

    private static void checkName(String field, String name, List<FieldError> errors) {
        if (name.codePoints().noneMatch(SignUpRules::isVisible)) {
            errors.add(new FieldError(field, "required"));
        } else if (name.length() > MAX_NAME) {
            errors.add(new FieldError(field, "too_long"));
        } else if (name.codePoints().anyMatch(SignUpRules::isForbidden)) {
            errors.add(new FieldError(field, "invalid_characters"));
        }
    }

    private void checkPassword(NewUser user, List<FieldError> errors) {
        String password = user.password();
        int length = password.codePointCount(0, password.length());
        if (length == 0) {
            errors.add(new FieldError("password", "required"));
        } else if (length < minPasswordLength) {
            errors.add(new FieldError("password", "too_short"));
        } else if (length > MAX_PASSWORD) {
            errors.add(new FieldError("password", "too_long"));
        } else if (names(user).anyMatch(password.strip()::equalsIgnoreCase)) {
            errors.add(new FieldError("password", "same_as_name"));
        } else if (isCommon.test(password.strip().toLowerCase(Locale.ROOT))) {
            errors.add(new FieldError("password", "common_password"));
        } else if (isBreached.test(password)) {
            errors.add(new FieldError("password", "breached_password"));
        }
    }

    private static Stream<String> names(NewUser user) {
        String first = user.firstName();
        String last = user.lastName();
        int at = user.email().indexOf('@');
        return Stream.of(
                user.username(),
                user.email(),
                at < 0 ? user.email() : user.email().substring(0, at),
                first,
                last,
                first + last,
                first + " " + last,
                first + "." + last,
                last + first,
                last + " " + first);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** What breaks lines, turns the text around it or cannot be stored; joiners stay, names in Persian need them. */
    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }
}
