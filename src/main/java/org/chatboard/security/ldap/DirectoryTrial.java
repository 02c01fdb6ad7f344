package org.chatboard.security.ldap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.NamingException;
import javax.naming.SizeLimitExceededException;
import javax.naming.directory.SearchResult;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** Shows administrators which directories are set up, and tries whether they can be asked. */
@ApplicationScoped
public class DirectoryTrial implements Probe {

    private static final int LONGEST_NAME = 254;

    @Inject
    Directories directories;

    @Inject
    SyncLeases leases;

    /**
     * A directory that is set up.
     *
     * @param name empty for the one without
     * @param urls its addresses, separated by blanks
     * @param interval how often accounts are compared with it; zero for never
     * @param isComparing whether they are at this moment
     * @param comparedAt when that was done last; null before the first time
     * @param outcome how it ended, see {@link SyncReport.Outcome}; empty before the first time
     * @param detail the same in an English sentence
     * @param finding the same for any language; null when an older version noted it
     */
    public record Shown(
            String name,
            String urls,
            Duration interval,
            boolean isComparing,
            @Nullable Instant comparedAt,
            String outcome,
            String detail,
            @Nullable Finding finding) {}

    /**
     * What came of asking one address of a directory for one person.
     *
     * @param url the address
     * @param works whether that person could sign in through it, with the right password
     * @param code {@code works} or what is wrong; stays the same whatever the words
     * @param finding the same in a sentence
     */
    public record Answer(String url, boolean works, String code, Finding finding) {

        /** The sentence in English, for programs. */
        public String detail() {
            return finding.text(Locale.ROOT);
        }
    }

    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public Finding look() {
        List<DirectoryConfig> configured;
        try {
            configured = directories.configured();
        } catch (IllegalStateException spoilt) {
            return Finding.bad("check.ldap.half", String.valueOf(spoilt.getMessage()));
        }
        if (configured.isEmpty()) {
            return Finding.off("check.ldap.off");
        }
        List<Finding> problems = new ArrayList<>();
        configured.forEach(config -> {
            try {
                DirectoryConnection.open(config).close();
            } catch (NamingException | IOException | RuntimeException failure) {
                problems.add(DirectoryFault.of(config, failure).finding());
            }
        });
        return problems.isEmpty()
                ? Finding.good(
                        "check.ldap.good",
                        configured.stream().map(DirectoryConfig::toString).collect(Collectors.joining(", ")))
                : Finding.bad("check.ldap.bad", problems);
    }

    /** Those that are set up. */
    public List<Shown> list(Caller caller) {
        return directories.list(caller).stream().map(this::show).toList();
    }

    private Shown show(DirectoryConfig config) {
        SyncLeases.Last last =
                leases.last(config.name()).orElseGet(() -> new SyncLeases.Last(null, "", "", null, false));
        return new Shown(
                config.name(),
                config.urls(),
                config.sync().interval(),
                last.isRunning(),
                last.endedAt(),
                last.outcome(),
                last.detail(),
                last.finding());
    }

    /**
     * Asks each address of a directory for a person, as the sign-in does, but for the password.
     *
     * @param caller an administrator
     * @param directory its name; empty for the one without
     * @param username as it would be typed, 1 to 254 characters
     * @throws org.chatboard.platform.NotFound {@code not_found} when no such directory is set
     */
    public List<Answer> run(Caller caller, String directory, String username) {
        DirectoryConfig config = directories.find(caller, directory);
        if (username.isBlank() || username.length() > LONGEST_NAME) {
            throw Invalid.field(
                    "username", "invalid_value", "The user name must be 1 to " + LONGEST_NAME + " characters.");
        }
        return config.addresses().stream()
                .map(address -> ask(config.at(address), username.strip()))
                .toList();
    }

    private static Answer ask(DirectoryConfig config, String username) {
        try (DirectoryConnection directory = DirectoryConnection.open(config)) {
            return find(config, directory, username);
        } catch (NamingException
                | IOException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException failure) {
            DirectoryFault fault = DirectoryFault.of(config, failure);
            return new Answer(config.urls(), false, fault.code(), fault.finding());
        }
    }

    private static Answer find(DirectoryConfig config, DirectoryConnection directory, String username)
            throws NamingException {
        List<SearchResult> found;
        try {
            found = directory.search(
                    config.userBase(),
                    config.userFilter(),
                    List.of(username),
                    2,
                    DirectoryPerson.attributes(config.attributes()));
        } catch (SizeLimitExceededException moreThanTwo) {
            return answer(config, "several_found");
        }
        if (found.isEmpty()) {
            return answer(config, "nobody_found", config.userBase(), config.userFilter());
        } else if (found.size() > 1) {
            return answer(config, "several_found");
        }
        Optional<DirectoryPerson> person = DirectoryPerson.read(config, found.get(0));
        return person.isEmpty()
                ? answer(
                        config,
                        "unusable_entry",
                        found.get(0).getNameInNamespace(),
                        config.attributes().id(),
                        config.attributes().username())
                : judge(config, directory, person.get());
    }

    private static Answer judge(DirectoryConfig config, DirectoryConnection directory, DirectoryPerson person)
            throws NamingException {
        if (person.isDisabled()) {
            return answer(config, "disabled", person.dn());
        }
        DirectoryGroups groups = DirectoryGroups.of(person, config, directory);
        if (!groups.mayComeIn(config)) {
            return answer(config, "not_permitted", person.dn());
        }
        boolean isStaff = Boolean.TRUE.equals(groups.isStaff(config));
        return new Answer(
                config.urls(),
                true,
                "works",
                Finding.good(
                        isStaff ? "dirs.found.works_as_admin" : "dirs.found.works",
                        person.dn(),
                        person.details().username()));
    }

    private static Answer answer(DirectoryConfig config, String code, String... with) {
        return new Answer(config.urls(), false, code, Finding.bad("dirs.found." + code, with));
    }
}
