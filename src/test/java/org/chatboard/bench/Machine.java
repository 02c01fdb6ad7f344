package org.chatboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatboard.testing.Command;

/** What the operating system and the JDK's tools know about processes. Linux only. */
public final class Machine {

    private static final Path LOG = Path.of("target/bench/command.log");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final double TICKS_PER_SECOND = 100;

    private Machine() {}

    /** CPU-seconds that a process has used, without its children. */
    public static double cpuSeconds(long pid) {
        return ticks(pid, false) / TICKS_PER_SECOND;
    }

    /** CPU-seconds that a process, its living children and those that have ended have used. */
    public static double familyCpuSeconds(long pid) {
        double ticks = ticks(pid, true);
        for (ProcessHandle child :
                ProcessHandle.of(pid).orElseThrow().children().toList()) {
            ticks += ticks(child.pid(), true);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long ticks(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withEnded ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Lets a process with its threads and children run on one core only; false when that cannot be done here. */
    static boolean pin(long pid, int core) {
        List<Long> pids = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).orElseThrow().children().forEach(child -> pids.add(child.pid()));
        try {
            return pids.stream()
                    .map(one -> Command.run(
                            List.of("taskset", "-a", "-c", "-p", String.valueOf(core), one.toString()),
                            Map.of(),
                            LOG,
                            LIMIT))
                    .allMatch(command -> command.exitCode() == 0);
        } catch (UncheckedIOException noSuchTool) {
            return false;
        }
    }

    /** Bytes of all objects that are reachable in a JVM, after a full collection. */
    static long liveBytes(long pid) {
        jcmd(pid, "GC.run");
        String total = jcmd(pid, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.strip().split("\\s+", -1)[2]);
    }

    /** Asks a JVM something. */
    static String jcmd(long pid, String... words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), String.valueOf(pid)));
        command.addAll(List.of(words));
        return Command.run(command, Map.of(), LOG, LIMIT).expectSuccess().output();
    }
}
