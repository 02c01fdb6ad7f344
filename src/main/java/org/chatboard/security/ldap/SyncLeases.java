package org.chatboard.security.ldap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Time;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.FindingText;
import org.chatboard.platform.sql.Tables;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code directory_syncs}: when each directory was compared last, and who is at it. A server that dies lets go
 * after five minutes.
 */
@ApplicationScoped
class SyncLeases {

    /** By the clock of the database, which all servers share. */
    private static final String UNTIL = "current_timestamp + interval '5' minute";

    private static final Duration RENEWAL = Duration.ofMinutes(1);

    private static final String TAKE = "update directory_syncs set leased_by = ?, leased_until = " + UNTIL
            + " where directory = ? and (leased_until is null or leased_until < current_timestamp) and started_at <= ?";

    private static final String KEEP = "update directory_syncs set leased_until = " + UNTIL
            + " where directory = ? and leased_by = ? and leased_until >= current_timestamp";

    @Inject
    Tables tables;

    @Inject
    Time time;

    /**
     * How the last comparison ended.
     *
     * @param endedAt when; null before the first one
     * @param outcome a {@link SyncReport.Outcome}; empty before the first one
     * @param detail in an English sentence
     * @param finding the same for any language; null when an older version noted it
     * @param isRunning whether one is on
     */
    record Last(
            @Nullable Instant endedAt,
            String outcome,
            String detail,
            @Nullable Finding finding,
            boolean isRunning) {}

    /** The right to compare one directory, as long as it is kept. */
    final class Lease {

        private final String directory;
        private final UUID id;
        private long renewedAt = System.nanoTime();

        private Lease(String directory, UUID id) {
            this.directory = directory;
            this.id = id;
        }

        /**
         * Says that it goes on.
         *
         * @throws Conflict {@code sync_running} when it took so long that somebody else is at it
         */
        void keep() {
            if (System.nanoTime() - renewedAt < RENEWAL.toNanos()) {
                return;
            }
            if (tables.change(KEEP, directory, id) == 0) {
                throw new Conflict("sync_running", "It took so long that another server is at it by now.");
            }
            renewedAt = System.nanoTime();
        }

        /** Notes when it began, which the next one waits for. */
        void begin() {
            tables.change("update directory_syncs set started_at = ? where leased_by = ?", time.now(), id);
        }

        /** Notes how it ended. */
        void note(SyncReport report) {
            tables.change(
                    "update directory_syncs set ended_at = ?, outcome = ?, detail = ?, finding = ? where leased_by = ?",
                    time.now(),
                    report.outcome().name(),
                    Tables.held(report.detail()),
                    Tables.held(FindingText.write(report.finding())),
                    id);
        }

        /** Lets others. */
        void end() {
            tables.change("update directory_syncs set leased_by = null, leased_until = null where leased_by = ?", id);
        }
    }

    /**
     * Takes the right to compare a directory.
     *
     * @param before only if the last comparison began before this
     * @return nothing while it is not time yet, or another server is at it
     */
    Optional<Lease> take(String directory, Instant before) {
        know(directory);
        UUID id = Ids.next();
        return tables.change(TAKE, id, directory, before) == 1
                ? Optional.of(new Lease(directory, id))
                : Optional.empty();
    }

    /** A directory that is new here is compared for the first time when the interval has passed. */
    private void know(String directory) {
        try {
            tables.change(
                    "insert into directory_syncs (directory, started_at) select cast(? as varchar),"
                            + " cast(? as timestamp with time zone)"
                            + " where not exists (select 1 from directory_syncs where directory = ?)",
                    directory,
                    time.now(),
                    directory);
        } catch (Unavailable failed) {
            if (!Tables.isTaken(failed)) {
                throw failed;
            }
        }
    }

    /** How the last comparison of a directory ended. */
    Optional<Last> last(String directory) {
        return tables.first(
                "select ended_at, outcome, detail, finding, leased_until > current_timestamp as is_running"
                        + " from directory_syncs where directory = ?",
                row -> new Last(
                        Tables.instant(row, "ended_at"),
                        Tables.text(row, "outcome"),
                        Tables.text(row, "detail"),
                        FindingText.read(Tables.text(row, "finding")).orElse(null),
                        row.getBoolean("is_running")),
                directory);
    }
}
