package org.chatboard.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * People write while everything breaks, then their histories are judged. The long form ({@code mvn verify -Pchecker}) does
 * all faults on both databases, {@code -Dchecker.rounds} times; {@code -Dchecker.seed=…} repeats the order of an earlier
 * run, {@code -Dchecker.faults=kill_server,redeploy} takes some of them only.
 */
class CheckerIT {

    private static final String DATABASE = System.getProperty("chatboard.it", "?");
    private static final int ROUNDS = Integer.getInteger("checker.rounds", 1);
    private static final long SEED = Long.getLong("checker.seed", 1);
    private static final boolean LONG = Boolean.getBoolean("checker.long");
    private static final int TALKS = Integer.getInteger("checker.talks", 4);
    private static final int CROWD = Integer.getInteger("checker.crowd", 1_000);

    /** How much slower than promised everything may be on a machine that does a lot else. */
    private static final double PATIENCE = Double.parseDouble(System.getProperty("checker.patience", "3"));

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(64);
    private final Report report = new Report(DATABASE, SEED, PATIENCE);

    @AfterEach
    void stop() {
        clock.shutdownNow();
        // What was remembered for a second while the clock was an hour ahead may be remembered for an hour. The tests
        // behind
        // this one begin with a new server.
        ChatServer.shared().kill9();
        ChatServer.shared().start();
    }

    /** In the short form each fault happens where it says most, the kill of the server on either database. */
    private static Set<Fault> wanted() {
        String named = System.getProperty("checker.faults", "");
        if (!named.isEmpty()) {
            return Arrays.stream(named.toUpperCase(java.util.Locale.ROOT).split(",", -1))
                    .map(Fault::valueOf)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
        }
        if (LONG) {
            return EnumSet.allOf(Fault.class);
        }
        return DATABASE.equals("h2")
                ? EnumSet.of(
                        Fault.TRIPLE, Fault.STORM, Fault.SLOW_READERS, Fault.FLOOD, Fault.KILL_SERVER, Fault.REDEPLOY)
                : EnumSet.of(
                        Fault.TRIPLE,
                        Fault.KILL_SERVER,
                        Fault.CLOCK_JUMP,
                        Fault.BROKEN_WAR,
                        Fault.KILL_DATABASE,
                        Fault.STOP_DATABASE,
                        Fault.EXHAUST_POOL,
                        Fault.FILL_DISK);
    }

    @Test
    void everyPromiseHoldsThroughEveryFault() throws IOException {
        List<Talk> talks = IntStream.range(0, TALKS)
                .mapToObj(n -> new Talk(Person.anna(), Person.ben(), clock, SEED + 10L * n))
                .toList();
        Random random = new Random(SEED);
        Faults faults = new Faults(
                random,
                wanted(),
                new SocketFaults(CROWD, clock, report),
                new ServerFaults(report),
                new DatabaseFaults(random, LONG ? 15 : 6, report));
        List<ScheduledFuture<?>> load = talks.stream()
                .flatMap(talk -> Stream.<ScheduledFuture<?>>of(
                        clock.scheduleWithFixedDelay(talk::say, 0, 40, TimeUnit.MILLISECONDS),
                        clock.scheduleWithFixedDelay(talk::look, 200, 500, TimeUnit.MILLISECONDS)))
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (Fault fault : faults.round(report)) {
                faults.strike(fault, talks);
                long start = System.nanoTime();
                talks.forEach(Talk::awaitProgress);
                report.recovered(fault, DatabaseFaults.millisSince(start));
            }
        }
        load.forEach(task -> task.cancel(false));
        boolean quiet = Talk.await(() -> talks.stream().allMatch(Talk::isQuiet));
        report.atLeast("everything was acknowledged and seen in the end", quiet ? 1 : 0, 1);

        talks.forEach(Talk::close);
        for (Talk talk : talks) {
            talk.readAll();
            report.add(Judge.judge(talk.history()));
        }
        count(talks.stream().map(Talk::history).toList());
        report.write(Path.of("target/checker"), DATABASE);
        assertThat(report.complaints()).isEmpty();
    }

    private void count(List<History> all) {
        report.put("rounds", ROUNDS);
        report.put("posted", all.stream().mapToInt(History::posts).sum());
        report.put("stored", all.stream().mapToInt(h -> h.stored().size()).sum());
        report.put(
                "acknowledgements", all.stream().mapToInt(h -> h.acks().size()).sum());
        if (wanted().contains(Fault.TRIPLE)) {
            report.atLeast(
                    "of these over REST",
                    all.stream().mapToLong(History::acknowledgedOverRest).sum(),
                    1);
        }
        Map<String, Integer> refusals = new TreeMap<>();
        all.forEach(h -> h.refusals().forEach((code, times) -> refusals.merge(code, times, Integer::sum)));
        report.put("refused, sent again", refusals);
        report.put("never answered", all.stream().mapToLong(History::unknown).sum());
        report.put(
                "looks into the history",
                all.stream().mapToInt(h -> h.looks().size()).sum());
        report.put("connections", all.stream().mapToInt(h -> h.live().size()).sum());
    }
}
