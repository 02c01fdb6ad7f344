package org.chatboard.checker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chatboard.checker.Faults.Fault;
import org.chatboard.checker.Judge.Crime;

/** The numbers of a run, one a line. */
final class Report {

    private static final System.Logger LOG = System.getLogger(Report.class.getName());

    private final Map<String, Object> lines = new LinkedHashMap<>();
    private final Map<Fault, Integer> times = new EnumMap<>(Fault.class);
    private final Map<Fault, Long> slowest = new EnumMap<>(Fault.class);
    private final Map<Crime, List<String>> crimes = new EnumMap<>(Crime.class);

    Report(String database, long seed) {
        lines.put("database", database);
        lines.put("seed", seed);
    }

    /** A fault happened, and so many milliseconds after its cause was gone every room had a new acknowledgement. */
    void recovered(Fault fault, long millis) {
        times.merge(fault, 1, Integer::sum);
        slowest.merge(fault, millis, Math::max);
    }

    /** Adds any other number. */
    void put(String name, Object value) {
        lines.put(name, value);
    }

    /** Adds what was found wrong in a room. */
    void add(Map<Crime, List<String>> found) {
        found.forEach((crime, cases) -> crimes.merge(crime, cases, (a, b) -> {
            List<String> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }));
    }

    /** Everything wrong, in words; empty when all promises were kept. */
    List<String> complaints() {
        return crimes.entrySet().stream()
                .flatMap(crime -> crime.getValue().stream().map(what -> crime.getKey() + " " + what))
                .limit(50)
                .toList();
    }

    /** Writes it where a person finds it. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach((name, value) -> line(text, name, value));
        times.forEach((fault, count) -> line(
                text,
                fault.name().toLowerCase(Locale.ROOT),
                count + " times, all back after at most " + slowest.get(fault) + " ms"));
        crimes.forEach((crime, cases) -> line(text, crime.name().toLowerCase(Locale.ROOT), cases.size()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        LOG.log(System.Logger.Level.INFO, "The checker''s report\n{0}", text);
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(String.format("%-28s %s%n", name, value));
    }
}
