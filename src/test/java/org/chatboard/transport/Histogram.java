package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Command;

/**
 * What is reachable in the server, after a full collection.
 *
 * @param counts objects of each class by its name
 * @param sizes their bytes, without what they refer to
 */
record Histogram(Map<String, Long> counts, Map<String, Long> sizes) {

    private static final Pattern LINE = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)");

    private static final Pattern END = Pattern.compile("(?m)^Total ");

    static Histogram ofServer() {
        ChatServer server = ChatServer.shared();
        String pid = String.valueOf(server.process().orElseThrow().pid());
        Command jcmd = Command.run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/jcmd")
                                        .toString(),
                                pid,
                                "GC.class_histogram"),
                        Map.of(),
                        server.home().resolveSibling(server.home().getFileName() + "-histogram.log"),
                        Duration.ofMinutes(1))
                .expectSuccess();
        Map<String, Long> counts = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        Matcher line = LINE.matcher(jcmd.output());
        while (line.find()) {
            counts.merge(line.group(3), Long.parseLong(line.group(1)), Long::sum);
            sizes.merge(line.group(3), Long.parseLong(line.group(2)), Long::sum);
        }
        assertThat(counts.containsKey("java.lang.String")
                        && END.matcher(jcmd.output()).find())
                .as("the whole histogram")
                .isTrue();
        return new Histogram(counts, sizes);
    }

    /** How many objects there are of a class. */
    long count(String type) {
        return counts.getOrDefault(type, 0L);
    }

    /** How many bytes all objects take. */
    long bytes() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
