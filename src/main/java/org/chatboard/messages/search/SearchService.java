package org.chatboard.messages.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** Finds what was said in the rooms of who asks, and nothing else. */
@ApplicationScoped
@Transactional
public class SearchService {

    /** Most hits of a page. */
    public static final int MAX_LIMIT = 200;

    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** Whoever can read so few messages gets them looked through; asking the index would take as long. */
    private static final Effort USUAL = new Effort(5_000, 5_000);

    /** Searches at once on this server: they must not take the database from those who talk. */
    private static final int AT_ONCE = 4;

    private static final String STATE_CANCELLED = "57014";

    /**
     * When to ask the index.
     *
     * @param few whoever can read no more messages gets all of them looked through
     * @param newest so many messages are looked through before the index is asked
     */
    record Effort(long few, int newest) {}

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    @Inject
    SearchRepository messages;

    @Inject
    GramRepository grams;

    @Inject
    Time time;

    /**
     * A page of hits, newest first.
     *
     * @param text words, phrases and operators as {@code api.md} describes them
     * @param zone whose days the dates in it mean
     * @param cursor where the page begins; empty for the first one
     * @param limit most hits, 1 to 200
     * @throws Invalid naming {@code q} or {@code cursor}
     * @throws TooMany when too many others search
     * @throws Unavailable when it takes too long; a narrower query may not
     */
    public SearchPage search(Caller caller, String text, ZoneId zone, String cursor, int limit) {
        return search(caller, text, zone, cursor, limit, USUAL);
    }

    SearchPage search(Caller caller, String text, ZoneId zone, String cursor, int limit, Effort effort) {
        SearchQuery query = QueryReader.read(text, zone, time.now());
        SearchCursor behind = cursor.isEmpty()
                ? null
                : SearchCursor.parse(cursor)
                        .orElseThrow(() -> Invalid.field(
                                "cursor", "wrong_type", "cursor must be the nextCursor of the page before."));
        long endNanos = System.nanoTime() + LONGEST.toNanos();
        takeTurn();
        try {
            SearchScope scope = messages.scope(caller.id(), query, endNanos);
            List<SearchHit> hits = scope.isEmpty()
                    ? List.of()
                    : grams.isUsable() && scope.messages() > effort.few()
                            ? byIndex(scope, query, behind, effort.newest(), limit + 1, endNanos)
                            : messages.scan(scope, query, behind, false, limit + 1, endNanos);
            return page(hits, limit);
        } catch (SQLException failed) {
            throw failure(failed);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new TooMany("too_many", "Too many people search at the moment; try again.", Duration.ofSeconds(2));
    }

    /**
     * What the index has not seen is read first: read behind it, a message that the index takes over between the two would
     * be in neither.
     */
    private List<SearchHit> byIndex(
            SearchScope scope, SearchQuery query, @Nullable SearchCursor behind, int newest, int enough, long endNanos)
            throws SQLException {
        List<SearchHit> hits = new ArrayList<>(
                scope.unseen().isEmpty() ? List.of() : messages.scan(scope, query, behind, true, enough, endNanos));
        int most = Math.max(4 * enough, 200);
        GramRepository.Part part = grams.newest(scope, query, behind, newest, most, endNanos);
        hits.addAll(part.hits());
        SearchCursor edge = part.edge();
        while (edge != null && complete(hits, edge) < enough) {
            part = grams.byIndex(scope, query, edge, most, endNanos);
            hits.addAll(part.hits());
            edge = part.edge();
            // Each time the index brings all again, of which little fits.
            most *= 4;
        }
        return sorted(hits);
    }

    /** How many hits there are before a place behind which some are missing. */
    private static long complete(List<SearchHit> hits, SearchCursor edge) {
        return hits.stream()
                .map(hit -> SearchCursor.of(hit.message()))
                .filter(place -> place.isUpTo(edge))
                .distinct()
                .count();
    }

    private static List<SearchHit> sorted(List<SearchHit> hits) {
        Set<UUID> seen = new HashSet<>();
        return hits.stream()
                .filter(hit -> seen.add(hit.message().id()))
                .sorted((one, other) ->
                        SearchCursor.ORDER.compare(SearchCursor.of(one.message()), SearchCursor.of(other.message())))
                .toList();
    }

    private static SearchPage page(List<SearchHit> hits, int limit) {
        if (hits.size() <= limit) {
            return new SearchPage(hits, null);
        }
        List<SearchHit> items = hits.subList(0, limit);
        return new SearchPage(
                items, SearchCursor.of(items.get(limit - 1).message()).text());
    }

    private static Unavailable failure(SQLException failed) {
        boolean isTooSlow = failed instanceof SQLTimeoutException || STATE_CANCELLED.equals(failed.getSQLState());
        return isTooSlow
                ? new Unavailable(
                        "search_too_slow",
                        "This search takes too long; narrow it down by more letters, in:, from: or a date.",
                        failed)
                : new Unavailable(failed);
    }
}
