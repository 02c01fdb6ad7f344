package org.chatboard.harm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Command;

/** Looks into the server's JVM with the JDK's own {@code jcmd}. */
public final class Jvm {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern USED = Pattern.compile("(?:generation|garbage-first heap).* used (\\d+)K");

    private Jvm() {}

    /** Bytes of the heap that are still reachable. */
    public static long reachableBytes() {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1)) * 1_024;
        }
        if (sum == 0) {
            throw new AssertionError("jcmd does not say how much of the heap is used");
        }
        return sum;
    }

    /** How many reachable objects of a class there are. */
    public static long count(String className) {
        Matcher line = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(className) + "(?: .*)?$")
                .matcher(jcmd("GC.class_histogram"));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private static String jcmd(String command) {
        ChatServer server = ChatServer.shared();
        String pid = String.valueOf(server.process().orElseThrow().pid());
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Path log = server.home().resolveSibling(server.home().getFileName() + "-jcmd.log");
        return Command.run(List.of(jcmd, pid, command), Map.of(), log, LIMIT)
                .expectSuccess()
                .output();
    }
}
