package org.chatboard.security.ldap;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a comparison of the accounts with their directory did, or would do.
 *
 * @param directory its name; empty for the one without
 * @param isRehearsal whether it only tells what would change
 * @param outcome how it ended
 * @param detail the same in a sentence
 * @param listed people whom the directory has
 * @param changes one for each account that changed, or would
 */
public record SyncReport(
        String directory, boolean isRehearsal, Outcome outcome, String detail, int listed, List<Change> changes) {

    /** How a comparison ended. */
    public enum Outcome {
        /** All the way through. */
        DONE,
        /** Too many would have been disabled: nothing was changed. */
        STOPPED,
        /** The directory could not be read to the end, and nothing was changed; or it broke off while changing. */
        FAILED
    }

    /** What becomes of an account. */
    public enum Kind {
        /** The person has one now. */
        CREATED,
        /** It has the names, the e-mail and the office of the directory now. */
        UPDATED,
        /** The directory has the person no more. */
        DISABLED,
        /** The directory has the person again. */
        ENABLED,
        /** Somebody of the directory has no account, or keeps one, for a reason. */
        REFUSED
    }

    /**
     * What becomes of one account.
     *
     * @param username of the account
     * @param reason why, in some words; empty where that is clear
     */
    public record Change(Kind kind, String username, String reason) {}

    /** Copies the list. */
    public SyncReport {
        changes = List.copyOf(changes);
    }

    static SyncReport done(DirectoryConfig config, boolean isRehearsal, int listed, List<Change> changes) {
        return new SyncReport(
                config.name(),
                isRehearsal,
                Outcome.DONE,
                "The directory has " + listed + " people: " + words(changes) + (isRehearsal ? ", if it were so." : "."),
                listed,
                changes);
    }

    static SyncReport stopped(
            DirectoryConfig config, boolean isRehearsal, String why, int listed, List<Change> changes) {
        return new SyncReport(config.name(), isRehearsal, Outcome.STOPPED, why, listed, changes);
    }

    static SyncReport failed(DirectoryConfig config, boolean isRehearsal, String why, List<Change> changes) {
        return new SyncReport(
                config.name(),
                isRehearsal,
                Outcome.FAILED,
                why + (changes.isEmpty() ? " Nothing was changed." : " Until then: " + words(changes) + "."),
                0,
                changes);
    }

    /** How many accounts this became of. */
    public long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    private static String words(List<Change> changes) {
        Map<Kind, Long> counts = changes.stream()
                .collect(Collectors.groupingBy(Change::kind, () -> new EnumMap<>(Kind.class), Collectors.counting()));
        return Stream.of(Kind.values())
                .map(kind -> counts.getOrDefault(kind, 0L) + " " + kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
