package org.chatboard.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.chatboard.bench.Machine;
import org.chatboard.bench.Report;
import org.chatboard.testing.ChatServer;
import org.junit.jupiter.api.Test;

/**
 * What it costs to search a long history, and to keep the index of it; writes {@code target/bench/searching.md}. The
 * reader is in 280 rooms with almost all of the messages, so that hardly anything can be left out.
 */
class SearchBenchmark {

    private static final Path FILE = Path.of("target/bench/searching.md").toAbsolutePath();
    private static final int MESSAGES = Integer.getInteger("bench.history", 1_000_000);
    private static final double SECONDS = 4;
    private static final int LEAST = 30;
    private static final double GOAL = 300;
    private static final long LONGEST_MICROS = 60_000_000;
    private static final Duration LONGEST_INDEXING = Duration.ofMinutes(20);

    private final Report report = new Report();
    private final ChatServer server = ChatServer.shared();
    private final long payara = server.process().orElseThrow().pid();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Histogram all = new Histogram(LONGEST_MICROS, 3);
    private final Library library = new Library();

    @Test
    void measures() throws Exception {
        Map<String, String> settings = server.database();
        try (Connection database = DriverManager.getConnection(
                settings.getOrDefault("CHATBOARD_DB_URL", ""),
                settings.get("CHATBOARD_DB_USER"),
                settings.get("CHATBOARD_DB_PASSWORD"))) {
            library.fill(database, MESSAGES);
            index(database);
            for (int round = 0; round < 200; round++) {
                ask(library.word(0, Library.RARE));
            }
            queries();
        } finally {
            report.write(FILE);
        }
    }

    /** The whole history, as after an import or an update from an older version. */
    private void index(Connection database) throws SQLException {
        long postgres = pid(database);
        double databaseBefore = Machine.familyCpuSeconds(postgres);
        double serverBefore = Machine.cpuSeconds(payara);
        long began = System.nanoTime();
        long unseen = Library.unseen(database);
        while (Library.unseen(database) > 0) {
            assertThat(System.nanoTime() - began).isLessThan(LONGEST_INDEXING.toNanos());
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        report.row(
                "index of " + Report.number((double) unseen, 0) + " messages, built beside the running server",
                Report.number(seconds, 0) + " s, " + Report.number(unseen / seconds, 0) + "/s",
                Report.number((Machine.familyCpuSeconds(postgres) - databaseBefore) * 1e6 / unseen, 0)
                        + " CPU-us a message of the database, "
                        + Report.number((Machine.cpuSeconds(payara) - serverBefore) * 1e6 / unseen, 0)
                        + " of the server");
        report.row("size of messages; of what search keeps, index included", sizes(database), "");
    }

    private void queries() throws IOException, InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        kind("frequent word", () -> library.word(0, Library.FREQUENT));
        kind("word of every 200th message", () -> library.word(150, 300));
        kind("word of every 5,000th", () -> library.word(4_000, 6_000));
        kind("rare word", () -> library.word(Library.RARE, 20_000));
        kind("absent word", () -> library.word(3_000, 9_000) + "xqx");
        kind("two letters, frequent", () -> library.word(200, 9_000).substring(0, 2));
        kind("two letters, 20 times in all", () -> "xq");
        kind("two letters, absent", () -> "qx");
        kind("phrase", () -> '"' + library.phrase() + '"');
        kind("two frequent words", () -> library.word(0, 20) + " " + library.word(0, 20));
        kind("two middling words", () -> library.word(50, 500) + " " + library.word(50, 500));
        kind("frequent and absent word", () -> library.word(0, 20) + " qxqx");
        kind("identifier", () -> "jira-" + random.nextInt(100, 1_000));
        kind("word said a lot, but elsewhere", Library::foreignWord);
        kind("word, from:", () -> library.word(100, 3_000) + " from:" + Library.username(random.nextInt(1, 50)));
        kind("word, in:", () -> library.word(100, 3_000) + " in:\"library " + random.nextInt(5, 100) + "\"");
        kind("word, on: a month", () -> library.word(100, 3_000) + " on:2026-0" + random.nextInt(1, 8));
        kind("word, before:", () -> library.word(100, 3_000) + " before:2026-0" + random.nextInt(2, 8) + "-15");
        kind("word, is:unread", () -> library.word(100, 3_000) + " is:unread");
        kind("from: alone", () -> "from:" + Library.username(random.nextInt(1, 50)));
        kind("frequent word, without another", () -> library.word(0, 20) + " -" + library.word(0, 20));
        report.row(
                "**all of these**",
                figures(all),
                "goal p95 " + Report.number(GOAL, 0) + " ms: "
                        + Report.share(all.getValueAtPercentile(95) / 1e3, GOAL));
    }

    private void kind(String name, Supplier<String> query) throws IOException, InterruptedException {
        Histogram micros = new Histogram(LONGEST_MICROS, 3);
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        long hits = 0;
        while (System.nanoTime() < end || micros.getTotalCount() < LEAST) {
            String text = query.get();
            long asked = System.nanoTime();
            hits += ask(text);
            long took = Math.min(LONGEST_MICROS, (System.nanoTime() - asked) / 1_000);
            micros.recordValue(took);
        }
        all.add(micros);
        report.row(
                name,
                figures(micros),
                Report.number((double) hits / micros.getTotalCount(), 1) + " hits on the first page");
    }

    private int ask(String query) throws IOException, InterruptedException {
        URI uri = server.url("/api/v1/search?limit=30&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri).header("Cookie", Library.cookie()).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", query, answer.body()).isEqualTo(200);
        return answer.body().split("\"marks\"", -1).length - 1;
    }

    private static String figures(Histogram micros) {
        return "p50 " + Report.number(micros.getValueAtPercentile(50) / 1e3, 0) + ", p95 "
                + Report.number(micros.getValueAtPercentile(95) / 1e3, 0) + ", longest "
                + Report.number(micros.getMaxValue() / 1e3, 0) + " ms of " + micros.getTotalCount();
    }

    private static long pid(Connection database) throws SQLException {
        return Long.parseLong(text(database, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
    }

    private static String sizes(Connection database) throws SQLException {
        return text(
                database,
                "select pg_size_pretty(pg_total_relation_size('messages')) || '; '"
                        + " || pg_size_pretty(pg_total_relation_size('message_search'))");
    }

    private static String text(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
