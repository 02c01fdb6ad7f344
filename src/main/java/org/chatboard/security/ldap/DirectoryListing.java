package org.chatboard.security.ldap;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.NamingException;
import javax.naming.directory.SearchResult;
import org.jspecify.annotations.Nullable;

/** Everybody whom a directory has, from its first page to its last; anything less than that is an exception. */
final class DirectoryListing {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Entries between two signs of life. */
    private static final int STEP = 200;

    private final Map<String, DirectoryPerson> people = new HashMap<>();

    private int entries;

    private DirectoryListing() {}

    /**
     * Reads a directory.
     *
     * @param alive is told now and then that it goes on
     */
    static DirectoryListing read(DirectoryConfig config, DirectoryConnection directory, Runnable alive)
            throws NamingException, IOException {
        DirectoryListing listing = new DirectoryListing();
        directory.list(
                config.userBase(),
                config.everybody(),
                System.nanoTime() + LIMIT.toNanos(),
                entry -> {
                    if (++listing.entries % STEP == 0) {
                        alive.run();
                    }
                    DirectoryPerson.read(config, entry)
                            .ifPresent(person -> listing.people.put(person.subject(), person));
                },
                DirectoryPerson.attributes(config.attributes()));
        return listing;
    }

    /** Those of whom an account can be made, by what they are called for ever. */
    Map<String, DirectoryPerson> people() {
        return people;
    }

    /** Somebody who is in the list. */
    @Nullable
    DirectoryPerson find(String subject) {
        return people.get(subject);
    }

    /**
     * Asks for one person alone: whoever was moved while the pages were read may be on none of them.
     *
     * @return nothing when the directory really does not have them
     */
    static Optional<DirectoryPerson> find(DirectoryConfig config, DirectoryConnection directory, String subject)
            throws NamingException {
        List<SearchResult> found = directory.search(
                config.userBase(),
                "(&" + config.everybody() + "(" + config.attributes().id() + "={0}))",
                List.of(DirectoryPerson.id(config, subject)),
                1,
                DirectoryPerson.attributes(config.attributes()));
        return found.isEmpty() ? Optional.empty() : DirectoryPerson.read(config, found.get(0));
    }
}
