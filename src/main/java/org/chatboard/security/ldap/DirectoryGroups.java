package org.chatboard.security.ldap;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.LimitExceededException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** The groups that somebody is in, directly or by a group that is in another. Groups that contain each other are met once. */
final class DirectoryGroups {

    /** Of one person or one group. */
    private static final int MOST_AT_ONCE = 1_000;

    /** Of one person altogether, as each is a question to the directory. */
    private static final int MOST = 200;

    private static final long LIMIT = 10_000_000_000L;

    private final Set<LdapName> names = new HashSet<>();

    private final Set<String> shortNames = new HashSet<>();

    private DirectoryGroups() {}

    /**
     * Asks for the groups of a person.
     *
     * @throws LimitExceededException when there are too many to ask for in a bounded time: who may do what is not guessed
     */
    static DirectoryGroups of(DirectoryPerson person, DirectoryConfig config, DirectoryConnection directory)
            throws NamingException {
        DirectoryGroups groups = new DirectoryGroups();
        if (!config.needsGroups()) {
            return groups;
        }
        long end = System.nanoTime() + LIMIT;
        Deque<String> open = new ArrayDeque<>(List.of(person.dn()));
        for (int asked = 0; !open.isEmpty(); asked++) {
            if (asked > MOST || System.nanoTime() > end) {
                throw new LimitExceededException(person.dn() + " is in too many groups");
            }
            for (SearchResult group : directory.search(
                    config.groupBase(),
                    config.groupFilter(),
                    List.of(open.remove(), person.details().username()),
                    MOST_AT_ONCE,
                    "cn")) {
                if (groups.add(group) && config.nested()) {
                    open.add(group.getNameInNamespace());
                }
            }
        }
        return groups;
    }

    private boolean add(SearchResult group) throws NamingException {
        Attribute name = group.getAttributes().get("cn");
        if (name != null && name.size() > 0) {
            shortNames.add(name.get().toString().toLowerCase(Locale.ROOT));
        }
        return names.add(new LdapName(group.getNameInNamespace()));
    }

    /** Short names and distinguished names. */
    Set<String> all() {
        Set<String> all = new HashSet<>(shortNames);
        names.forEach(name -> all.add(name.toString()));
        return all;
    }

    /** Whether whoever is in these groups may use ChatBoard. */
    boolean mayComeIn(DirectoryConfig config) {
        return config.requiredGroups().isEmpty() || containsAny(config.requiredGroups());
    }

    /** Whether whoever is in these groups runs the installation; null when that is none of the directory's business. */
    @Nullable
    Boolean isStaff(DirectoryConfig config) {
        return config.adminGroups().isEmpty() ? null : containsAny(config.adminGroups());
    }

    /** Whether one of these is among them. */
    private boolean containsAny(Collection<String> wanted) {
        return wanted.stream()
                .anyMatch(group -> group.contains("=")
                        ? containsName(group)
                        : shortNames.contains(group.toLowerCase(Locale.ROOT)));
    }

    private boolean containsName(String group) {
        try {
            return names.contains(new LdapName(group));
        } catch (InvalidNameException malformed) {
            return false;
        }
    }
}
