package org.chatboard.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatboard.checker.Faults.Fault;
import org.chatboard.testing.Person;
import org.chatboard.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * People write while everything breaks, then their histories are judged. {@code -Dchecker.rounds=20} is the long form,
 * {@code -Dchecker.seed=…} repeats the order of the faults of an earlier run.
 */
class CheckerIT {

    private static final int ROUNDS = Integer.getInteger("checker.rounds", 1);
    private static final long SEED = Long.getLong("checker.seed", 1);
    private static final int TALKS = 4;

    /** Longest time after a fault until everybody can write again; a browser's client would need as long. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);
    /** How long a sender waited, at most, to be told that the database is stopped; in milliseconds. */
    private long slowestRefusal;

    private final Report report = new Report(System.getProperty("chatboard.it", "?"), SEED);

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    @Test
    void everyPromiseHoldsThroughEveryFault() throws IOException {
        List<Talk> talks = IntStream.range(0, TALKS)
                .mapToObj(n -> new Talk(Person.anna(), Person.ben(), clock, SEED + 10L * n))
                .toList();
        List<Client> clients =
                talks.stream().flatMap(talk -> talk.clients().stream()).toList();
        Faults faults = new Faults(SEED, ROUNDS > 1 ? 15 : 6);
        List<ScheduledFuture<?>> load = talks.stream()
                .flatMap(talk -> Stream.<ScheduledFuture<?>>of(
                        clock.scheduleWithFixedDelay(talk::say, 0, 40, TimeUnit.MILLISECONDS),
                        clock.scheduleWithFixedDelay(talk::look, 200, 500, TimeUnit.MILLISECONDS)))
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (Fault fault : faults.round()) {
                slowestRefusal(talks);
                faults.strike(fault, clients);
                awaitProgress(fault, talks);
                if (fault == Fault.STOP_DATABASE) {
                    slowestRefusal = Math.max(slowestRefusal, slowestRefusal(talks));
                }
            }
        }
        load.forEach(task -> task.cancel(false));
        await(() -> talks.stream().allMatch(Talk::isQuiet));

        talks.forEach(Talk::close);
        for (Talk talk : talks) {
            talk.readAll();
            report.add(Judge.judge(talk.history()));
        }
        count(talks, faults);
        assertThat(report.complaints()).isEmpty();
        assertThat(faults.slowestPage())
                .as("milliseconds of a page without database while that is stopped")
                .isLessThanOrEqualTo(1_000);
    }

    private void awaitProgress(Fault fault, List<Talk> talks) {
        long start = System.nanoTime();
        List<Long> before =
                talks.stream().map(talk -> talk.history().lastAcknowledged()).toList();
        boolean back = await(() ->
                IntStream.range(0, TALKS).allMatch(n -> talks.get(n).history().lastAcknowledged() > before.get(n)));
        assertThat(back).as("everybody can write again after %s", fault).isTrue();
        report.recovered(fault, (System.nanoTime() - start) / 1_000_000);
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }

    private static long slowestRefusal(List<Talk> talks) {
        return talks.stream()
                .mapToLong(talk -> talk.history().takeSlowestRefusal())
                .max()
                .orElse(0);
    }

    private void count(List<Talk> talks, Faults faults) throws IOException {
        List<History> all = talks.stream().map(Talk::history).toList();
        report.put("rounds", ROUNDS);
        report.put("posted", all.stream().mapToInt(h -> h.invoked().size()).sum());
        report.put("stored", all.stream().mapToInt(h -> h.stored().size()).sum());
        report.put(
                "acknowledgements", all.stream().mapToInt(h -> h.acks().size()).sum());
        report.put(
                "refused, sent again", all.stream().mapToInt(History::refused).sum());
        report.put("never answered", all.stream().mapToLong(History::unknown).sum());
        report.put(
                "looks into the history",
                all.stream().mapToInt(h -> h.looks().size()).sum());
        report.put("connections", all.stream().mapToInt(h -> h.live().size()).sum());
        if (Postgres.shared().isPresent()) {
            report.put("slowest refusal, ms", slowestRefusal);
            report.put("page without database, ms", faults.slowestPage());
        }
        report.write(Path.of("target/checker/report-" + System.getProperty("chatboard.it", "?") + ".txt"));
    }
}
