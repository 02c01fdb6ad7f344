package org.chatboard.security.ldap;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.SearchResult;
import org.chatboard.users.NewUser;

/**
 * An entry of a directory as an account needs it.
 *
 * @param dn where it is
 * @param subject what the person is called for ever, with the directory's name
 * @param details names and e-mail; without a password
 * @param isDisabled whether Active Directory says so
 */
record DirectoryPerson(String dn, String subject, NewUser details, boolean isDisabled) {

    /** Microsoft's flag ADS_UF_ACCOUNTDISABLE. */
    private static final long DISABLED = 2;

    private static final String ACCOUNT_CONTROL = "userAccountControl";

    private static final int LONGEST_NAME = 60;

    private static final int LONGEST_SUBJECT = 255;

    private static final Pattern ESCAPED = Pattern.compile("[:%]");

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})+");

    /** What has to be asked for. */
    static String[] attributes(DirectoryConfig.Attributes names) {
        return new String[] {
            names.id(), names.username(), names.email(), names.firstName(), names.lastName(), ACCOUNT_CONTROL
        };
    }

    /**
     * Reads an entry.
     *
     * @return nothing when it lacks what ChatBoard tells people apart by: the id or the user name
     */
    static Optional<DirectoryPerson> read(DirectoryConfig config, SearchResult entry) throws NamingException {
        DirectoryConfig.Attributes names = config.attributes();
        String id = text(entry, names.id());
        String username = text(entry, names.username()).toLowerCase(Locale.ROOT);
        String subject = subject(config) + ESCAPED.matcher(id).replaceAll(DirectoryPerson::escape);
        if (id.isEmpty() || username.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            return Optional.empty();
        }
        String email = text(entry, names.email());
        var details = new NewUser(
                username,
                // Not everybody has one; nobody gets mail at this top-level domain (RFC 2606).
                email.isEmpty() ? username + "@ldap.invalid" : email,
                name(text(entry, names.firstName()), username),
                name(text(entry, names.lastName()), username),
                "");
        return Optional.of(new DirectoryPerson(
                entry.getNameInNamespace(), subject, details, isDisabled(text(entry, ACCOUNT_CONTROL))));
    }

    /** Whether an account of this subject came from this directory. */
    static boolean isOf(DirectoryConfig config, String subject) {
        String beginning = subject(config);
        return subject.startsWith(beginning) && subject.indexOf(':', beginning.length()) < 0;
    }

    /** What {@link DirectoryConfig.Attributes#id} of somebody is in the words of a search. */
    static Object id(DirectoryConfig config, String subject) {
        String id =
                subject.substring(subject(config).length()).replace("%3A", ":").replace("%25", "%");
        return config.attributes().id().equalsIgnoreCase(DirectoryConnection.BYTES)
                        && HEX.matcher(id).matches()
                ? HexFormat.of().parseHex(id)
                : id;
    }

    private static String subject(DirectoryConfig config) {
        return "ldap:" + (config.name().isEmpty() ? "" : config.name() + ":");
    }

    /** So that nobody of one directory is ever taken for somebody of another one. */
    private static String escape(MatchResult special) {
        return special.group().equals(":") ? "%3A" : "%25";
    }

    private static String name(String text, String otherwise) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", " ")
                .strip();
        String some = line.codePointCount(0, line.length()) <= LONGEST_NAME && line.length() <= LONGEST_NAME
                ? line
                : line.substring(0, LONGEST_NAME - 2).replaceFirst("[\\uD800-\\uDBFF]$", "") + "…";
        return some.isEmpty() ? otherwise : some;
    }

    private static boolean isDisabled(String accountControl) {
        try {
            return !accountControl.isEmpty() && (Long.parseLong(accountControl) & DISABLED) != 0;
        } catch (NumberFormatException somethingElse) {
            return false;
        }
    }

    /** The first value; bytes as hexadecimal digits; empty when there is none. */
    private static String text(SearchResult entry, String name) throws NamingException {
        Attribute attribute = entry.getAttributes().get(name);
        if (attribute == null || attribute.size() == 0) {
            return "";
        }
        Object value = attribute.get();
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return value == null ? "" : value.toString().strip();
    }
}
