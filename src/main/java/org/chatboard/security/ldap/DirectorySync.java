package org.chatboard.security.ldap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.LimitExceededException;
import javax.naming.NamingException;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Time;
import org.chatboard.platform.probe.Finding;
import org.chatboard.rooms.rules.GroupRooms;
import org.chatboard.rooms.rules.GroupSource;
import org.chatboard.security.ldap.SyncPlan.Present;
import org.chatboard.security.ldap.SyncPlan.Step;
import org.chatboard.security.ldap.SyncReport.Change;
import org.chatboard.security.ldap.SyncReport.Kind;
import org.chatboard.users.Caller;
import org.chatboard.users.DirectoryAccounts;
import org.chatboard.users.DirectoryAccounts.Entry;
import org.chatboard.users.DirectoryAccounts.Known;
import org.jspecify.annotations.Nullable;

/**
 * Lets accounts that came from a directory follow it: whoever has left is disabled and thrown out, whoever came back is let
 * in again, and names are those of the directory. Accounts that came from elsewhere are never looked at. Everything is read
 * before anything is changed, so that a directory that breaks off, or tells nonsense, changes nothing.
 */
@ApplicationScoped
public class DirectorySync {

    private static final System.Logger LOG = System.getLogger(DirectorySync.class.getName());

    /** Changes that fail one after the other; then it is not the accounts. */
    private static final int MOST_FAILURES = 10;

    /** Longer than clocks of servers differ. */
    private static final Duration EVER = Duration.ofDays(1);

    /** For all that is asked of the directory about single people. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    @Inject
    Directories directories;

    @Inject
    DirectoryAccounts accounts;

    @Inject
    SyncLeases leases;

    @Inject
    Time time;

    @Inject
    GroupRooms rooms;

    /** What is to be done, or why nothing is. */
    private record Comparison(SyncPlan plan, Map<String, Present> present, int listed, Optional<Finding> stop) {}

    /** Something that is not the directory's fault broke off the changes. */
    private static final class BrokenOff extends Exception {

        BrokenOff(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Compares a directory now.
     *
     * @param caller an administrator
     * @param directory its name; empty for the one without
     * @param isRehearsal whether to tell only what would change
     * @throws org.chatboard.platform.NotFound {@code not_found} when no such directory is set
     * @throws Conflict {@code sync_running} while another comparison of it is on
     */
    public SyncReport run(Caller caller, String directory, boolean isRehearsal) {
        DirectoryConfig config = directories.find(caller, directory);
        SyncLeases.Lease lease = leases.take(config.name(), time.now().plus(EVER))
                .orElseThrow(() ->
                        new Conflict("sync_running", "This directory is being compared already; try again later."));
        return run(config, lease, isRehearsal, caller.username());
    }

    /** Compares a directory if the last time is long enough ago, and no other server is at it. */
    void runIfDue(DirectoryConfig config) {
        leases.take(config.name(), time.now().minus(config.sync().interval()))
                .ifPresent(lease -> run(config, lease, false, "the clock"));
    }

    private SyncReport run(DirectoryConfig config, SyncLeases.Lease lease, boolean isRehearsal, String who) {
        try {
            if (!isRehearsal) {
                lease.begin();
            }
            SyncReport report = compare(config, lease, isRehearsal);
            LOG.log(
                    report.outcome() == SyncReport.Outcome.DONE ? Level.INFO : Level.WARNING,
                    "{0} {1} accounts with the directory {2}: {3}",
                    who,
                    isRehearsal ? "compared" : "brought in line",
                    config,
                    report.detail());
            if (!isRehearsal) {
                lease.note(report);
            }
            return report;
        } finally {
            lease.end();
        }
    }

    private SyncReport compare(DirectoryConfig config, SyncLeases.Lease lease, boolean isRehearsal) {
        // Accounts come first: whoever signs in for the first time after that is none of this comparison's business.
        List<Known> known = accounts.list().stream()
                .filter(account -> DirectoryPerson.isOf(config, account.subject()))
                .toList();
        Comparison comparison;
        try (DirectoryConnection directory = DirectoryConnection.open(config)) {
            comparison = compare(config, directory, known, lease);
        } catch (NamingException
                | IOException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException failure) {
            return SyncReport.failed(
                    config, isRehearsal, DirectoryFault.of(config, failure).finding(), List.of());
        }
        List<Change> changes = new ArrayList<>();
        if (isRehearsal || comparison.stop().isPresent()) {
            comparison.plan().steps().stream().map(this::rehearse).forEach(changes::add);
            return comparison
                    .stop()
                    .map(why -> SyncReport.stopped(config, isRehearsal, why, comparison.listed(), changes))
                    .orElseGet(() -> SyncReport.done(config, true, comparison.listed(), changes));
        }
        try {
            carryOut(comparison.plan().steps(), lease, changes);
        } catch (BrokenOff failed) {
            LOG.log(Level.WARNING, "The accounts could not be changed", failed.getCause());
            return SyncReport.failed(config, false, Finding.bad("dirs.reason.unchanged"), changes);
        }
        followGroups(known, comparison.present(), lease);
        return SyncReport.done(config, false, comparison.listed(), changes);
    }

    private Comparison compare(
            DirectoryConfig config, DirectoryConnection directory, List<Known> known, SyncLeases.Lease lease)
            throws NamingException, IOException {
        DirectoryListing listing = DirectoryListing.read(config, directory, lease::keep);
        int listed = listing.people().size();
        Map<String, Present> present = present(config, directory, listing, known, lease);
        SyncPlan plan = SyncPlan.of(known, present, config.sync().creates(), accounts::isOld);
        Optional<Finding> stop = plan.stop(listed, config.sync().mostLeavers());
        return new Comparison(
                stop.isPresent() ? plan : plan.without(stayers(config, directory, plan, lease)), present, listed, stop);
    }

    /** Who may come in is asked of those alone for whom it matters, as it takes questions to the directory. */
    private static Map<String, Present> present(
            DirectoryConfig config,
            DirectoryConnection directory,
            DirectoryListing listing,
            List<Known> known,
            SyncLeases.Lease lease)
            throws NamingException {
        Set<String> accounts = known.stream()
                .filter(account -> account.isActive() || account.hasLeft())
                .map(Known::subject)
                .collect(Collectors.toSet());
        Map<String, Present> present = new HashMap<>();
        long end = System.nanoTime() + LIMIT.toNanos();
        for (DirectoryPerson person : listing.people().values()) {
            if (System.nanoTime() > end) {
                throw new LimitExceededException("asking for the groups of all people takes more than " + LIMIT);
            }
            if (config.sync().creates() || accounts.contains(person.subject())) {
                lease.keep();
                present.put(person.subject(), present(config, directory, person));
            }
        }
        return present;
    }

    private static Present present(DirectoryConfig config, DirectoryConnection directory, DirectoryPerson person)
            throws NamingException {
        if (person.isDisabled()) {
            return new Present(
                    new Entry(person.subject(), person.details(), null), Set.of(), Finding.bad("dirs.reason.disabled"));
        }
        DirectoryGroups groups = DirectoryGroups.of(person, config, directory);
        return new Present(
                new Entry(person.subject(), person.details(), groups.isStaff(config)),
                groups.all(),
                groups.mayComeIn(config) ? null : Finding.bad("dirs.reason.no_group"));
    }

    /** Those whom the list did not have, but the directory has. */
    private static List<Step> stayers(
            DirectoryConfig config, DirectoryConnection directory, SyncPlan plan, SyncLeases.Lease lease)
            throws NamingException {
        List<Step> stayers = new ArrayList<>();
        for (Step step : plan.leavers()
                .filter(leaver -> SyncPlan.GONE.equals(leaver.reason()))
                .toList()) {
            lease.keep();
            Known account = step.known();
            if (account != null
                    && DirectoryListing.find(config, directory, account.subject())
                            .isPresent()) {
                stayers.add(step);
            }
        }
        return stayers;
    }

    /** Whoever has an account is in the rooms of their groups afterwards; who got one now, with their first sign-in. */
    private void followGroups(List<Known> known, Map<String, Present> present, SyncLeases.Lease lease) {
        List<Known> followers = rooms.isWanted() ? known : List.of();
        for (Known account : followers) {
            Present person = present.get(account.subject());
            if (person != null && person.obstacle() == null) {
                lease.keep();
                rooms.apply(account.id(), GroupSource.LDAP, person.groups());
            }
        }
    }

    private Change rehearse(Step step) {
        Entry entry = step.entry();
        return step.kind() != Kind.CREATED || entry == null
                ? step.change()
                : accounts.obstacle(entry)
                        .map(refusal -> Change.refused(step.username(), refusal.code()))
                        .orElseGet(step::change);
    }

    private void carryOut(List<Step> steps, SyncLeases.Lease lease, List<Change> changes) throws BrokenOff {
        int failures = 0;
        for (Step step : steps) {
            try {
                lease.keep();
                changes.add(carryOut(step));
                failures = 0;
            } catch (RuntimeException failed) {
                if (++failures == MOST_FAILURES || failed instanceof Conflict) {
                    throw new BrokenOff(failed);
                }
                LOG.log(Level.WARNING, "The account of " + step.username() + " could not be changed", failed);
                changes.add(Change.refused(step.username(), "unchanged"));
            }
        }
    }

    private Change carryOut(Step step) {
        Known account = step.known();
        Entry entry = step.entry();
        @Nullable Change refusal = null;
        if (account != null && entry == null) {
            refusal = accounts.leave(account.id()) ? null : Change.refused(step.username(), "stays");
        } else if (account != null && entry != null) {
            accounts.follow(entry);
        } else if (entry != null) {
            try {
                accounts.create(entry);
            } catch (Forbidden refused) {
                refusal = Change.refused(step.username(), refused.code());
            }
        }
        Change change = refusal == null ? step.change() : refusal;
        LOG.log(
                change.kind() == Kind.UPDATED ? Level.DEBUG : Level.INFO,
                "The account of {0} by the directory: {1} {2}",
                change.username(),
                change.kind(),
                change.reason());
        return change;
    }
}
