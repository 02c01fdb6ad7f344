package org.chatboard.security.ldap;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InvalidNameException;
import javax.naming.LimitExceededException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/** The groups that somebody is in, directly or by a group that is in another. Groups that contain each other are met once. */
final class DirectoryGroups {

    private static final System.Logger LOG = System.getLogger(DirectoryGroups.class.getName());

    /** Circles that the log has, each once: everybody in one would be told of it at each sign-in. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private static final int MOST_TOLD = 100;

    /** Of one person or one group. */
    private static final int MOST_AT_ONCE = 1_000;

    /** Of one person altogether, as each is a question to the directory. */
    private static final int MOST = 200;

    private static final long LIMIT = 10_000_000_000L;

    private final Set<LdapName> names = new HashSet<>();

    private final Set<String> shortNames = new HashSet<>();

    /** Which groups each of them, and the person, is in. */
    private final Map<LdapName, Set<LdapName>> around = new HashMap<>();

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
            String inside = open.remove();
            for (SearchResult group : directory.search(
                    config.groupBase(),
                    config.groupFilter(),
                    List.of(inside, person.details().username()),
                    MOST_AT_ONCE,
                    "cn")) {
                if (groups.add(group) && config.nested()) {
                    open.add(group.getNameInNamespace());
                }
                groups.isIn(new LdapName(inside), new LdapName(group.getNameInNamespace()), config);
            }
        }
        return groups;
    }

    /** Notes that one is in another; groups in a circle are a mistake that somebody should know of. */
    private void isIn(LdapName inside, LdapName group, DirectoryConfig config) {
        around.computeIfAbsent(inside, unknown -> new HashSet<>()).add(group);
        if (leads(group, inside, new HashSet<>())
                && TOLD.size() < MOST_TOLD
                && TOLD.add(config.name() + " " + group + " " + inside)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Groups of the directory {0} contain each other: {1} and {2}",
                    config,
                    inside,
                    group);
        }
    }

    private boolean leads(LdapName from, LdapName to, Set<LdapName> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && around.getOrDefault(from, Set.of()).stream().anyMatch(next -> leads(next, to, seen)));
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
