package org.chatboard.checker;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatboard.checker.Judge.Crime;

/** The numbers of a run, and what is wrong with them. */
final class Report {

    private static final System.Logger LOG = System.getLogger(Report.class.getName());

    private final double patience;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, Measure> measures = new LinkedHashMap<>();
    private final Map<Fault, Integer> times = new EnumMap<>(Fault.class);
    private final Map<Fault, Long> slowest = new EnumMap<>(Fault.class);
    private final Map<Fault, String> skipped = new EnumMap<>(Fault.class);
    private final Map<Crime, List<String>> crimes = new EnumMap<>(Crime.class);

    /** The worst of what was measured, and what is promised. */
    private record Measure(long worst, long limit, long tolerated, boolean atLeast) {

        boolean isKept() {
            return atLeast ? worst >= tolerated : worst <= tolerated;
        }

        Measure and(long value) {
            return new Measure(atLeast ? Math.min(worst, value) : Math.max(worst, value), limit, tolerated, atLeast);
        }
    }

    /** @param patience how much slower than promised this machine may be, for it does a lot else; 1 for not at all */
    Report(String database, long seed, double patience) {
        this.patience = patience;
        figures.put("database", database);
        figures.put("seed", seed);
    }

    /** A fault happened, and so many milliseconds after its cause was gone every room had a new acknowledgement. */
    synchronized void recovered(Fault fault, long millis) {
        times.merge(fault, 1, Integer::sum);
        slowest.merge(fault, millis, Math::max);
    }

    /** A fault cannot happen here. */
    synchronized void skipped(Fault fault, String why) {
        if (skipped.put(fault, why) == null) {
            LOG.log(System.Logger.Level.WARNING, "The checker leaves out {0}: {1}", fault.title(), why);
        }
    }

    /** Something took so many milliseconds and must not take longer than the limit. */
    void within(String what, long millis, long limit) {
        measure(what + ", ms", millis, limit, (long) (limit * patience), false);
    }

    /** A number that must not be larger than the limit. */
    void atMost(String what, long value, long limit) {
        measure(what, value, limit, limit, false);
    }

    /** A number that must not be smaller than the limit. */
    void atLeast(String what, long value, long limit) {
        measure(what, value, limit, limit, true);
    }

    private synchronized void measure(String what, long value, long limit, long tolerated, boolean atLeast) {
        Measure before = measures.get(what);
        measures.put(what, before == null ? new Measure(value, limit, tolerated, atLeast) : before.and(value));
    }

    /** Adds any other number. */
    void put(String name, Object value) {
        figures.put(name, value);
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
        List<String> all = new ArrayList<>();
        crimes.forEach((crime, cases) -> cases.stream().limit(20).forEach(what -> all.add(crime + " " + what)));
        measures.forEach((what, measure) -> {
            if (!measure.isKept()) {
                all.add(what + ": " + measure.worst() + ", promised " + promise(measure));
            }
        });
        return all;
    }

    /** Writes it where people and programs find it: {@code report-NAME.json} and {@code report-NAME.md}. */
    void write(Path folder, String name) throws IOException {
        String table = markdown();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report-" + name + ".md"), table);
        Files.writeString(folder.resolve("report-" + name + ".json"), json());
        LOG.log(System.Logger.Level.INFO, "The checker''s report\n{0}", table);
    }

    String json() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        figures.forEach((name, value) -> json.add(name, String.valueOf(value)));
        JsonObjectBuilder faults = Json.createObjectBuilder();
        times.forEach((fault, count) -> faults.add(
                fault.title(),
                Json.createObjectBuilder()
                        .add("times", count)
                        .add("slowestRecoveryMillis", slowest.getOrDefault(fault, 0L))));
        skipped.forEach((fault, why) ->
                faults.add(fault.title(), Json.createObjectBuilder().add("skipped", why)));
        JsonObjectBuilder limits = Json.createObjectBuilder();
        measures.forEach((what, measure) -> limits.add(
                what,
                Json.createObjectBuilder()
                        .add("worst", measure.worst())
                        .add(measure.atLeast() ? "atLeast" : "atMost", measure.limit())));
        JsonObjectBuilder judged = Json.createObjectBuilder();
        crimes.forEach((crime, cases) -> judged.add(Judge.title(crime), cases.size()));
        return json.add("faults", faults)
                .add("measures", limits)
                .add("judged", judged)
                .build()
                .toString();
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("| | |\n|---|---|\n");
        figures.forEach((name, value) -> row(text, name, value));
        times.forEach((fault, count) -> row(
                text,
                fault.title(),
                count + " times, all back after at most " + slowest.getOrDefault(fault, 0L) + " ms"));
        skipped.forEach((fault, why) -> row(text, fault.title(), "left out: " + why));
        measures.forEach((what, measure) -> row(text, what, measure.worst() + " (promised " + promise(measure) + ")"));
        crimes.forEach((crime, cases) -> row(text, Judge.title(crime), cases.size()));
        return text.toString();
    }

    private static String promise(Measure measure) {
        return (measure.atLeast() ? "≥ " : "≤ ") + measure.limit();
    }

    private static void row(StringBuilder text, String name, Object value) {
        text.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }
}
