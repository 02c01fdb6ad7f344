package org.chatboard.checker;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chatboard.harm.SmallDisk;
import org.chatboard.testing.Postgres;
import org.chatboard.testing.Visitor;

/** What goes wrong with PostgreSQL. */
final class DatabaseFaults {

    /** Pages without database that are asked for; the fastest counts, because this machine does a lot else. */
    private static final int PAGES = 5;

    /** More than the pool has connections, fewer than the server has threads for pages. */
    private static final int QUESTIONS = 40;

    private final Random random;
    private final int longestStop;
    private final Report report;

    /** @param longestStop for how many seconds at most PostgreSQL is stopped */
    DatabaseFaults(Random random, int longestStop, Report report) {
        this.random = random;
        this.longestStop = longestStop;
        this.report = report;
    }

    boolean canFill() throws IOException {
        return SmallDisk.isPossible();
    }

    void kill() throws IOException {
        postgres().kill9();
        Faults.park(random.nextInt(1_000));
        postgres().restart();
    }

    void stop(List<Talk> talks) throws IOException {
        takeSlowestRefusal(talks);
        postgres().pause();
        try {
            // So long that everybody who posts has run into it.
            Faults.park(4_000 + random.nextInt(1_000 * Math.max(1, longestStop - 4)));
            page("page while the database is stopped");
        } finally {
            postgres().resume();
        }
        refusals("refusal while the database is stopped", talks);
    }

    void exhaust(List<Talk> talks) throws IOException {
        takeSlowestRefusal(talks);
        List<Future<Long>> questions = new ArrayList<>();
        // A thread for each: those of the talks may all wait for the database as well.
        ExecutorService askers = Executors.newFixedThreadPool(QUESTIONS);
        try (Connection outside = postgres().connect();
                Statement sql = outside.createStatement()) {
            outside.setAutoCommit(false);
            sql.execute("lock table messages in access exclusive mode");
            for (int i = 0; i < QUESTIONS; i++) {
                Talk talk = talks.get(i % talks.size());
                questions.add(askers.submit((Callable<Long>) talk::askInVain));
            }
            Faults.park(4_000);
            page("page while the pool is exhausted");
            refusals("refusal while the pool is exhausted", talks);
            // Who reads is told later than who writes; some were seen to wait for more than four seconds.
            Talk.await(() -> questions.stream().anyMatch(Future::isDone));
            outside.rollback();
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            askers.shutdown();
        }
        long unavailable = 0;
        for (Future<Long> question : questions) {
            long millis = answer(question);
            unavailable += millis >= 0 ? 1 : 0;
        }
        report.atLeast("readers told unavailable, for the pool was exhausted", unavailable, 1);
    }

    private static long answer(Future<Long> question) throws IOException {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    void fill(List<Talk> talks) throws IOException {
        try (SmallDisk disk = SmallDisk.under(postgres())) {
            talks.forEach(Talk::awaitProgress);
            int refused = refused(talks);
            disk.fill();
            // Until nothing more fits into the pages that PostgreSQL has already.
            boolean noticed = Talk.await(() -> refused(talks) > refused + talks.size());
            report.atLeast("refused while the disk was full", noticed ? refused(talks) - refused : 0, 1);
            Faults.park(2_000);
            page("page while the disk is full");
            disk.free();
            long start = System.nanoTime();
            talks.forEach(Talk::awaitProgress);
            report.within("stored again after space was freed", millisSince(start), 30_000);
        }
    }

    /** A page that needs no database. */
    private void page(String what) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < PAGES; i++) {
            long start = System.nanoTime();
            new Visitor().get("/login");
            fastest = Math.min(fastest, millisSince(start));
        }
        report.within(what, fastest, 1_000);
    }

    private void refusals(String what, List<Talk> talks) {
        report.within(what, takeSlowestRefusal(talks), 3_000);
    }

    private static long takeSlowestRefusal(List<Talk> talks) {
        return talks.stream()
                .mapToLong(talk -> talk.history().takeSlowestRefusal())
                .max()
                .orElse(0);
    }

    private static int refused(List<Talk> talks) {
        return talks.stream().mapToInt(talk -> talk.history().refused()).sum();
    }

    private static Postgres postgres() {
        return Postgres.shared().orElseThrow();
    }

    static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
