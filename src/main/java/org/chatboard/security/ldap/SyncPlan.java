package org.chatboard.security.ldap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatboard.platform.probe.Finding;
import org.chatboard.users.DirectoryAccounts.Entry;
import org.chatboard.users.DirectoryAccounts.Known;
import org.jspecify.annotations.Nullable;

/** What has to change so that the accounts are as their directory has them. It changes nothing itself. */
final class SyncPlan {

    /** So many may leave at once whatever the share: in a small team one is a large part. */
    private static final int FEW = 3;

    /**
     * Somebody whom the directory has.
     *
     * @param entry what the account has to be like
     * @param groups by short and distinguished names
     * @param obstacle why they may not come in nevertheless; null when they may
     */
    record Present(
            Entry entry, Set<String> groups, @Nullable Finding obstacle) {}

    /**
     * A change of one account.
     *
     * @param known the account; null for one that is to be made
     * @param entry what it has to be like; null for one that is to be disabled
     */
    record Step(
            SyncReport.Kind kind,
            @Nullable Known known,
            @Nullable Entry entry,
            @Nullable Finding reason) {

        String username() {
            return known != null
                    ? known.username()
                    : entry != null ? entry.details().username() : "";
        }

        SyncReport.Change change() {
            return new SyncReport.Change(kind, username(), reason);
        }
    }

    static final Finding GONE = Finding.bad("dirs.reason.gone");

    private final List<Step> steps;

    private final long active;

    private SyncPlan(List<Step> steps, long active) {
        this.steps = List.copyOf(steps);
        this.active = active;
    }

    /**
     * Compares.
     *
     * @param accounts those that came from this directory
     * @param people whom the directory has, by what they are called for ever
     * @param creates whether people without an account get one
     * @param isOld whether an active account is not as the directory has it
     */
    static SyncPlan of(
            List<Known> accounts, Map<String, Present> people, boolean creates, BiPredicate<Known, Entry> isOld) {
        List<Step> steps = new ArrayList<>();
        for (Known account : accounts) {
            step(account, people.get(account.subject()), isOld).ifPresent(steps::add);
        }
        if (creates) {
            var subjects = accounts.stream().map(Known::subject).collect(Collectors.toSet());
            people.forEach((subject, person) -> {
                if (person.obstacle() == null && !subjects.contains(subject)) {
                    steps.add(new Step(SyncReport.Kind.CREATED, null, person.entry(), null));
                }
            });
        }
        // Leavers first: whatever comes between, they are out.
        steps.sort(Comparator.comparing((Step step) -> step.kind() != SyncReport.Kind.DISABLED)
                .thenComparing(Step::kind)
                .thenComparing(Step::username));
        return new SyncPlan(steps, accounts.stream().filter(Known::isActive).count());
    }

    private static Optional<Step> step(Known account, @Nullable Present person, BiPredicate<Known, Entry> isOld) {
        if (person == null || person.obstacle() != null) {
            return account.isActive()
                    ? Optional.of(new Step(
                            SyncReport.Kind.DISABLED,
                            account,
                            null,
                            person == null || person.obstacle() == null ? GONE : person.obstacle()))
                    : Optional.empty();
        } else if (account.isActive()) {
            return isOld.test(account, person.entry())
                    ? Optional.of(new Step(SyncReport.Kind.UPDATED, account, person.entry(), null))
                    : Optional.empty();
        }
        return account.hasLeft()
                ? Optional.of(new Step(SyncReport.Kind.ENABLED, account, person.entry(), null))
                : Optional.empty();
    }

    /** In the order in which they are to be taken. */
    List<Step> steps() {
        return steps;
    }

    /** Those who are to be disabled. */
    Stream<Step> leavers() {
        return steps.stream().filter(step -> step.kind() == SyncReport.Kind.DISABLED);
    }

    /** The same without some of those who were to be disabled. */
    SyncPlan without(List<Step> stayers) {
        return new SyncPlan(
                steps.stream().filter(step -> !stayers.contains(step)).toList(), active);
    }

    /**
     * Why this plan must not be carried out.
     *
     * @param listed how many people the directory has
     * @param most percent of the active accounts that may be disabled at once
     */
    Optional<Finding> stop(int listed, int most) {
        long leavers = leavers().count();
        if (leavers == 0) {
            return Optional.empty();
        } else if (listed == 0) {
            return Optional.of(Finding.bad("dirs.sync.nobody_listed", Long.toString(leavers)));
        } else if (leavers > FEW && leavers * 100 > active * most) {
            return Optional.of(Finding.bad(
                    "dirs.sync.too_many", Long.toString(leavers), Long.toString(active), Integer.toString(most)));
        }
        return Optional.empty();
    }
}
