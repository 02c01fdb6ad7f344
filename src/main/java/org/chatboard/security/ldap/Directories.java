package org.chatboard.security.ldap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.naming.AuthenticationException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.SizeLimitExceededException;
import javax.naming.directory.SearchResult;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.rooms.rules.GroupRooms;
import org.chatboard.rooms.rules.GroupSource;
import org.chatboard.users.Caller;
import org.chatboard.users.DirectoryAccounts;
import org.chatboard.users.Role;
import org.chatboard.users.UserView;

/**
 * The directories of the organisation: finds a person, lets the directory check the password, and keeps the account.
 * The first directory that knows the name decides. One that cannot be asked stops only those whom no other one knows.
 */
@ApplicationScoped
public class Directories {

    private static final System.Logger LOG = System.getLogger(Directories.class.getName());

    /** A directory that does not answer must not take all threads of the server with it. */
    private static final int AT_ONCE = 16;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final int LONGEST_NAME = 254;

    private final Semaphore permits = new Semaphore(AT_ONCE);

    @Inject
    Settings settings;

    @Inject
    DirectoryAccounts accounts;

    @Inject
    GroupRooms rooms;

    /** A person with the right password, and what their groups say. */
    private record Proven(DirectoryPerson person, DirectoryGroups groups) {}

    /** Nothing when the password is wrong. */
    private record Answer(Optional<Proven> proven) {}

    /** Finds one person in a directory. */
    private interface Search {
        Optional<DirectoryPerson> in(DirectoryConfig config, DirectoryConnection directory) throws NamingException;
    }

    /** Those that are set up. */
    List<DirectoryConfig> configured() {
        return Stream.concat(
                        Stream.of(""),
                        Arrays.stream(settings.text(Setting.LDAP_DIRECTORIES).split(",", -1))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty()))
                .flatMap(name -> DirectoryConfig.read(settings, name).stream())
                .toList();
    }

    /**
     * Who this is.
     *
     * @param name as typed: what the directory's filter finds people by
     * @return nothing when no directory knows the name, or the password is wrong, or the account is disabled
     * @throws Unavailable when no directory knows the name but one could not be asked
     * @throws Forbidden when the person may not come in
     */
    public Optional<UserView> signIn(String name, String password) {
        if (name.isBlank() || name.length() > LONGEST_NAME || !isConfigured() || accounts.isOwn(name)) {
            return Optional.empty();
        }
        String stripped = name.strip();
        return signIn(password, config -> true, (config, directory) -> find(config, directory, stripped));
    }

    /**
     * The same for somebody who is signed in: they are found by what the directory calls them for ever, for it may have
     * given them another name since, and the old one to somebody else.
     *
     * @param account which came from a directory; of any other it is nothing
     */
    public Optional<UserView> signIn(UUID account, String password) {
        return accounts.subjectOf(account)
                .filter(subject -> isConfigured())
                .flatMap(subject -> signIn(
                        password,
                        config -> DirectoryPerson.isOf(config, subject),
                        (config, directory) -> DirectoryListing.find(config, directory, subject)));
    }

    private Optional<UserView> signIn(String password, Predicate<DirectoryConfig> isAsked, Search search) {
        if (password.isEmpty()) {
            return Optional.empty();
        }
        if (!permits.tryAcquire()) {
            throw new TooMany("too_many", "Too many people sign in at this moment. Try again shortly.", RETRY_AFTER);
        }
        try {
            return ask(password, isAsked, search);
        } finally {
            permits.release();
        }
    }

    /**
     * One of those that are set up, for whoever runs the installation.
     *
     * @param name of the directory; empty for the one without
     * @throws Unavailable when the settings cannot be used; the message names the key
     */
    DirectoryConfig find(Caller caller, String name) {
        return list(caller).stream()
                .filter(config -> config.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("not_found", "No directory of this name is set up."));
    }

    /** All that are set up, for whoever runs the installation. */
    List<DirectoryConfig> list(Caller caller) {
        if (!caller.roles().contains(Role.ADMIN)) {
            throw new Forbidden("admin_only", "Only administrators may look after directories.");
        }
        try {
            return configured();
        } catch (IllegalStateException spoilt) {
            throw new Unavailable("directory_unavailable", String.valueOf(spoilt.getMessage()), spoilt);
        }
    }

    private boolean isConfigured() {
        return !settings.text(Setting.LDAP_URL).isEmpty()
                || !settings.text(Setting.LDAP_DIRECTORIES).isEmpty();
    }

    private Optional<UserView> ask(String password, Predicate<DirectoryConfig> isAsked, Search search) {
        Exception failure = null;
        for (DirectoryConfig config : usable().stream().filter(isAsked).toList()) {
            try {
                Optional<Answer> answer = ask(config, search, password);
                if (answer.isPresent()) {
                    return answer.get().proven().flatMap(proven -> admit(config, proven));
                }
            } catch (NamingException | IOException e) {
                LOG.log(
                        Level.WARNING,
                        "The directory {0} cannot be asked: {1} ({2})",
                        config,
                        DirectoryFault.of(config, e).sentence(),
                        e.toString());
                failure = e;
            }
        }
        if (failure != null) {
            throw unavailable(failure);
        }
        return Optional.empty();
    }

    /** What is spoilt while ChatBoard runs stops those whom it concerns; at the start it is refused. */
    private List<DirectoryConfig> usable() {
        try {
            return configured();
        } catch (IllegalStateException spoilt) {
            LOG.log(Level.ERROR, "The directory cannot be asked: {0}", spoilt.getMessage());
            throw unavailable(spoilt);
        }
    }

    private static Unavailable unavailable(Exception failure) {
        return new Unavailable(
                "directory_unavailable",
                "The directory of your organisation does not answer; try again in a moment.",
                failure);
    }

    private static Optional<Answer> ask(DirectoryConfig config, Search search, String password)
            throws NamingException, IOException {
        try (DirectoryConnection directory = connect(config)) {
            Optional<DirectoryPerson> found = search.in(config, directory);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            DirectoryPerson person = found.get();
            if (!isRight(config, person, password)) {
                return Optional.of(new Answer(Optional.empty()));
            }
            if (person.isDisabled()) {
                LOG.log(Level.WARNING, "{0} is disabled in the directory {1}", person.dn(), config);
                return Optional.of(new Answer(Optional.empty()));
            }
            return Optional.of(
                    new Answer(Optional.of(new Proven(person, DirectoryGroups.of(person, config, directory)))));
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException garbage) {
            throw new IOException("it does not speak LDAP as it should", garbage);
        }
    }

    private static DirectoryConnection connect(DirectoryConfig config) throws NamingException, IOException {
        try {
            return DirectoryConnection.open(config);
        } catch (AuthenticationException refused) {
            throw new IOException("it refuses the password of " + config.bindDn(), refused);
        }
    }

    private static Optional<DirectoryPerson> find(DirectoryConfig config, DirectoryConnection directory, String name)
            throws NamingException {
        List<SearchResult> entries = new ArrayList<>();
        try {
            entries.addAll(directory.search(
                    config.userBase(),
                    config.userFilter(),
                    List.of(name),
                    2,
                    DirectoryPerson.attributes(config.attributes())));
        } catch (SizeLimitExceededException moreThanTwo) {
            entries.clear();
        }
        if (entries.size() != 1) {
            if (entries.size() > 1) {
                LOG.log(Level.WARNING, "The directory {0} has several people of one name; nobody comes in", config);
            }
            return Optional.empty();
        }
        SearchResult entry = entries.get(0);
        Optional<DirectoryPerson> person = DirectoryPerson.read(config, entry);
        if (person.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "{0} in the directory {1} lacks {2} or {3}",
                    entry.getNameInNamespace(),
                    config,
                    config.attributes().id(),
                    config.attributes().username());
        }
        return person;
    }

    private static boolean isRight(DirectoryConfig config, DirectoryPerson person, String password)
            throws NamingException, IOException {
        try {
            DirectoryConnection.open(config, person.dn(), password).close();
            return true;
        } catch (AuthenticationException | OperationNotSupportedException refused) {
            LOG.log(Level.DEBUG, "{0}: {1}", person.dn(), refused.toString());
            return false;
        }
    }

    private Optional<UserView> admit(DirectoryConfig config, Proven proven) {
        DirectoryPerson person = proven.person();
        if (!proven.groups().mayComeIn(config)) {
            LOG.log(Level.WARNING, "{0} is in none of the groups that may use ChatBoard", person.dn());
            throw new Forbidden(
                    "directory_not_permitted",
                    "Your account in the directory may not use ChatBoard; ask an administrator.");
        }
        try {
            Optional<UserView> user = accounts.admit(new DirectoryAccounts.Entry(
                    person.subject(), person.details(), proven.groups().isStaff(config)));
            user.ifPresent(known ->
                    rooms.apply(known.id(), GroupSource.LDAP, proven.groups().all()));
            return user;
        } catch (Forbidden refused) {
            LOG.log(
                    Level.WARNING,
                    "{0} of the directory {1} has no account: {2}",
                    person.dn(),
                    config,
                    refused.detail());
            throw refused;
        }
    }
}
