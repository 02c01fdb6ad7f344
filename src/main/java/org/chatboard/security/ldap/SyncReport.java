package org.chatboard.security.ldap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chatboard.platform.probe.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of the accounts with their directory did, or would do.
 *
 * @param directory its name; empty for the one without
 * @param isRehearsal whether it only tells what would change
 * @param outcome how it ended
 * @param finding the same in a sentence
 * @param listed people whom the directory has
 * @param changes one for each account that changed, or would
 */
public record SyncReport(
        String directory, boolean isRehearsal, Outcome outcome, Finding finding, int listed, List<Change> changes) {

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
     * @param why in some words; null where that is clear
     */
    public record Change(
            Kind kind, String username, @Nullable Finding why) {

        /** Somebody of the directory has no account, or keeps one; the reason is the end of a key of the texts. */
        static Change refused(String username, String reason) {
            return new Change(Kind.REFUSED, username, Finding.bad("dirs.reason." + reason));
        }

        /** The same in English, for logs and programs; empty where that is clear. */
        public String reason() {
            return why == null ? "" : why.text(Locale.ROOT);
        }
    }

    /** Copies the list. */
    public SyncReport {
        changes = List.copyOf(changes);
    }

    /** How it ended, in English, for logs and programs. */
    public String detail() {
        return finding.text(Locale.ROOT);
    }

    static SyncReport done(DirectoryConfig config, boolean isRehearsal, int listed, List<Change> changes) {
        List<String> with = new ArrayList<>(List.of(Integer.toString(listed)));
        with.addAll(counts(changes));
        return new SyncReport(
                config.name(),
                isRehearsal,
                Outcome.DONE,
                Finding.good(isRehearsal ? "dirs.sync.rehearsed" : "dirs.sync.done", with.toArray(String[]::new)),
                listed,
                changes);
    }

    static SyncReport stopped(
            DirectoryConfig config, boolean isRehearsal, Finding why, int listed, List<Change> changes) {
        return new SyncReport(config.name(), isRehearsal, Outcome.STOPPED, why, listed, changes);
    }

    static SyncReport failed(DirectoryConfig config, boolean isRehearsal, Finding why, List<Change> changes) {
        Finding told = changes.isEmpty()
                ? Finding.bad("dirs.sync.failed", List.of(why))
                : new Finding(Finding.State.BAD, "dirs.sync.broken_off", counts(changes), List.of(why));
        return new SyncReport(config.name(), isRehearsal, Outcome.FAILED, told, 0, changes);
    }

    /** How many accounts this became of. */
    public long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    /** Of each kind, in their order. */
    private static List<String> counts(List<Change> changes) {
        return Stream.of(Kind.values())
                .map(kind -> Long.toString(
                        changes.stream().filter(change -> change.kind() == kind).count()))
                .toList();
    }
}
