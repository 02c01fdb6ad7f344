package org.chatboard.security.ldap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;

/**
 * How one directory is reached and read. What is not set is what OpenLDAP and its like have, or Active Directory.
 *
 * @param name of the directory; empty for the one whose keys have no name in them
 * @param urls where it is; several, separated by blanks, stand in for each other
 * @param bindDn who ChatBoard is there; empty for nobody
 * @param bindPassword the password of that; empty when it is in the file
 * @param passwordFile the file with it; empty when there is none
 * @param startTls whether the connection turns to TLS before anything is said
 * @param certificateFile authorities (PEM) whose certificates are believed instead of the server's; empty for the server's
 * @param userBase below what people are
 * @param userFilter finds a person; {@code {0}} is what was typed
 * @param attributes what holds what
 * @param groupBase below what groups are; empty when groups do not matter
 * @param groupFilter finds the groups of a person or a group; {@code {0}} is its distinguished name, {@code {1}} the user name
 * @param nested whether groups in groups count
 * @param adminGroups whose members run the installation
 * @param requiredGroups of which one has to be in at least one
 * @param sync how the accounts that came from there are compared with it
 */
record DirectoryConfig(
        String name,
        String urls,
        String bindDn,
        String bindPassword,
        String passwordFile,
        boolean startTls,
        String certificateFile,
        String userBase,
        String userFilter,
        Attributes attributes,
        String groupBase,
        String groupFilter,
        boolean nested,
        List<String> adminGroups,
        List<String> requiredGroups,
        Sync sync) {

    private static final String ALL = "chatboard.ldap.";

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Pattern URL = Pattern.compile("ldaps?://[A-Za-z0-9.:\\[\\]_-]+/?");

    /** The names of the attributes that hold what an account needs. */
    record Attributes(String id, String username, String email, String firstName, String lastName) {

        static final Attributes USUAL = new Attributes("entryUUID", "uid", "mail", "givenName", "sn");

        static final Attributes ACTIVE_DIRECTORY =
                new Attributes("objectGUID", "sAMAccountName", "mail", "givenName", "sn");
    }

    /**
     * How accounts follow the directory.
     *
     * @param interval from the start of one comparison to that of the next; zero for none
     * @param creates whether people of the directory who never signed in get accounts, too
     * @param mostLeavers percent of the accounts; when more would be disabled, none is
     */
    record Sync(Duration interval, boolean creates, int mostLeavers) {}

    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);

    /** Copies the lists. */
    DirectoryConfig {
        adminGroups = List.copyOf(adminGroups);
        requiredGroups = List.copyOf(requiredGroups);
    }

    /**
     * Reads what the administrator set.
     *
     * @return nothing when this directory has no address
     * @throws IllegalStateException when something does not fit; the message names the key and says what to do
     */
    static Optional<DirectoryConfig> read(Settings settings, String name) {
        Function<Setting, String> key =
                setting -> name.isEmpty() ? setting.key() : setting.key().replace(ALL, ALL + name + ".");
        Function<Setting, String> text = setting -> settings.text(setting, key.apply(setting));
        if (text.apply(Setting.LDAP_URL).isEmpty()) {
            return Optional.empty();
        }
        boolean isActiveDirectory = Boolean.parseBoolean(text.apply(Setting.LDAP_ACTIVE_DIRECTORY));
        boolean nested = Boolean.parseBoolean(text.apply(Setting.LDAP_NESTED));
        Attributes usual = isActiveDirectory ? Attributes.ACTIVE_DIRECTORY : Attributes.USUAL;
        // The server itself walks through groups in groups with this rule of Microsoft's.
        String member = isActiveDirectory && nested ? "member:1.2.840.113556.1.4.1941:" : "member";
        DirectoryConfig config = new DirectoryConfig(
                name,
                text.apply(Setting.LDAP_URL),
                text.apply(Setting.LDAP_BIND_DN),
                text.apply(Setting.LDAP_BIND_PASSWORD),
                text.apply(Setting.LDAP_BIND_PASSWORD_FILE),
                Boolean.parseBoolean(text.apply(Setting.LDAP_START_TLS)),
                text.apply(Setting.LDAP_CERTIFICATE_FILE),
                text.apply(Setting.LDAP_USER_BASE),
                or(
                        text.apply(Setting.LDAP_USER_FILTER),
                        isActiveDirectory
                                ? "(&(objectCategory=person)(objectClass=user)"
                                        + "(|(sAMAccountName={0})(userPrincipalName={0})(mail={0})))"
                                : "(|(uid={0})(mail={0}))"),
                new Attributes(
                        or(text.apply(Setting.LDAP_ID_ATTRIBUTE), usual.id()),
                        or(text.apply(Setting.LDAP_USERNAME_ATTRIBUTE), usual.username()),
                        or(text.apply(Setting.LDAP_EMAIL_ATTRIBUTE), usual.email()),
                        or(text.apply(Setting.LDAP_FIRST_NAME_ATTRIBUTE), usual.firstName()),
                        or(text.apply(Setting.LDAP_LAST_NAME_ATTRIBUTE), usual.lastName())),
                text.apply(Setting.LDAP_GROUP_BASE),
                or(
                        text.apply(Setting.LDAP_GROUP_FILTER),
                        isActiveDirectory
                                ? "(&(objectClass=group)(" + member + "={0}))"
                                : "(|(member={0})(uniqueMember={0})(memberUid={1}))"),
                nested && !isActiveDirectory,
                list(text.apply(Setting.LDAP_ADMIN_GROUPS)),
                list(text.apply(Setting.LDAP_REQUIRED_GROUPS)),
                new Sync(
                        Duration.parse(text.apply(Setting.LDAP_SYNC_INTERVAL)),
                        Boolean.parseBoolean(text.apply(Setting.LDAP_SYNC_CREATES)),
                        Integer.parseInt(text.apply(Setting.LDAP_SYNC_MOST_LEAVERS))));
        List<String> problems = config.problems(key, Boolean.parseBoolean(text.apply(Setting.LDAP_ALLOW_PLAIN)));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(" ", problems));
        }
        return Optional.of(config);
    }

    private List<String> problems(Function<Setting, String> key, boolean allowPlain) {
        List<String> problems = new ArrayList<>();
        List<String> addresses = addresses();
        if (!addresses.stream().allMatch(url -> URL.matcher(url).matches())) {
            problems.add(key.apply(Setting.LDAP_URL) + " must be like ldaps://ldap.example.org:636, without a base.");
        } else if (!startTls && !allowPlain && addresses.stream().anyMatch(url -> url.startsWith("ldap://"))) {
            problems.add(key.apply(Setting.LDAP_URL) + " would send passwords in the clear: take ldaps://, set "
                    + key.apply(Setting.LDAP_START_TLS) + ", or, where nobody can listen, "
                    + key.apply(Setting.LDAP_ALLOW_PLAIN) + ".");
        } else if (startTls && addresses.stream().anyMatch(url -> url.startsWith("ldaps://"))) {
            problems.add(key.apply(Setting.LDAP_START_TLS) + " goes with ldap:// only; ldaps:// has TLS already.");
        }
        if (addresses.stream().map(url -> url.startsWith("ldaps:")).distinct().count() > 1) {
            problems.add(key.apply(Setting.LDAP_URL) + " must be all ldaps:// or all ldap://.");
        }
        if (!certificateFile.isEmpty()) {
            try {
                DirectorySockets.trust(Path.of(certificateFile));
            } catch (IOException | InvalidPathException unusable) {
                problems.add(key.apply(Setting.LDAP_CERTIFICATE_FILE)
                        + " must be a file with certificates in PEM that ChatBoard may read.");
            }
        }
        if (userBase.isEmpty() || !isName(userBase)) {
            problems.add(key.apply(Setting.LDAP_USER_BASE) + " must be a name such as ou=people,dc=example,dc=org.");
        }
        if (!isName(groupBase)) {
            problems.add(key.apply(Setting.LDAP_GROUP_BASE) + " must be a name such as ou=groups,dc=example,dc=org.");
        }
        if (!userFilter.contains("{0}")) {
            problems.add(key.apply(Setting.LDAP_USER_FILTER) + " must have {0} where the user name goes.");
        }
        if (bindDn.isEmpty() != (bindPassword.isEmpty() && passwordFile.isEmpty())) {
            problems.add(key.apply(Setting.LDAP_BIND_DN) + " and its password go together.");
        }
        if (needsGroups() && groupBase.isEmpty()) {
            problems.add(key.apply(Setting.LDAP_GROUP_BASE) + " is needed to look for groups.");
        }
        if (!sync.interval().isZero() && sync.interval().compareTo(SHORTEST_INTERVAL) < 0) {
            problems.add(key.apply(Setting.LDAP_SYNC_INTERVAL) + " must be PT0S, which is never, or at least PT1M.");
        }
        return problems;
    }

    private static boolean isName(String text) {
        try {
            return new LdapName(text).size() >= 0;
        } catch (InvalidNameException malformed) {
            return false;
        }
    }

    /** Each of the addresses. */
    List<String> addresses() {
        return BLANKS.splitAsStream(urls).toList();
    }

    /** The same directory at one of its addresses. */
    DirectoryConfig at(String address) {
        return new DirectoryConfig(
                name,
                address,
                bindDn,
                bindPassword,
                passwordFile,
                startTls,
                certificateFile,
                userBase,
                userFilter,
                attributes,
                groupBase,
                groupFilter,
                nested,
                adminGroups,
                requiredGroups,
                sync);
    }

    /** Finds everybody whom {@link #userFilter} finds by some name. */
    String everybody() {
        return userFilter.replace("{0}", "*");
    }

    /** Whether it matters in which groups somebody is. Where it is said where they are, rooms may follow them. */
    boolean needsGroups() {
        return !adminGroups.isEmpty() || !requiredGroups.isEmpty() || !groupBase.isEmpty();
    }

    /** The password of ChatBoard itself, read each time, so that a new one holds at once. */
    String password() throws IOException {
        return passwordFile.isEmpty()
                ? bindPassword
                : Files.readString(Path.of(passwordFile)).strip();
    }

    /** The address and nothing that is secret. */
    @Override
    public String toString() {
        return name.isEmpty() ? urls : name + " (" + urls + ")";
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .toList();
    }
}
