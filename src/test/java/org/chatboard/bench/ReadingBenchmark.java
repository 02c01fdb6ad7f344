package org.chatboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.chatboard.bench.chart.Bars;
import org.chatboard.testing.ChatServer;
import org.junit.jupiter.api.Test;

/**
 * What it costs to connect, to be connected and to open pages in a large company with a long history; writes
 * {@code target/bench/reading.md} and its charts.
 */
class ReadingBenchmark {

    private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();
    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 1_000);
    private static final int HISTORY = Integer.getInteger("bench.history", 1_000_000);
    private static final int PEOPLE = Integer.getInteger("bench.people", 50_000);
    private static final int MANY_ROOMS = 500;

    /** The people of the other benchmark, who may be in the same database, have smaller numbers. */
    private static final int FIRST = 1_000_000;

    private static final double PAGE_SECONDS = 4;

    /** The server compiles a page's code after thousands of answers; before, an answer costs ten times as much. */
    private static final int WARM_UPS = 4;

    private static final double IDLE_SECONDS = 20;
    private static final double GOAL_HEAP = 20;
    private static final long LONGEST_MICROS = 60_000_000;

    private final Report report = new Report();
    private final Bars latencies = new Bars("Answers to one reader, p50", "ms");
    private final Bars costs = new Bars("CPU of an answer, server and database", "ms");
    private final ChatServer server = ChatServer.shared();
    private final InetSocketAddress address =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.httpPort());
    private final long payara = server.process().orElseThrow().pid();
    private long postgres;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What asking for one kind of page for a while showed; times are milliseconds. */
    private record Asked(double p50, double p95, double p99, double server, double database, int bytes) {}

    @Test
    void measures() throws Exception {
        Map<String, String> settings = server.database();
        try (Connection database = DriverManager.getConnection(
                settings.getOrDefault("CHATBOARD_DB_URL", ""),
                settings.get("CHATBOARD_DB_USER"),
                settings.get("CHATBOARD_DB_PASSWORD"))) {
            postgres = new DatabaseLimit(database).pid();
            int strangers = Math.max(0, PEOPLE - CONNECTIONS - 1 - MANY_ROOMS);
            Cast cast = new Cast(database, FIRST, CONNECTIONS, MANY_ROOMS, strangers);
            cast.prepare(HISTORY);
            pin();
            connections();
            pages(cast);
        } finally {
            report.write(FOLDER.resolve("reading.md"));
            latencies.write(FOLDER.resolve("pages.svg"));
            costs.write(FOLDER.resolve("pages-cpu.svg"));
        }
    }

    /** Payara and the database on core 0, this client on core 1, as far as the machine has both. */
    private void pin() {
        boolean isPinned = Runtime.getRuntime().availableProcessors() > 1
                && Machine.pin(payara, 0)
                && Machine.pin(postgres, 0)
                && Machine.pin(ProcessHandle.current().pid(), 1);
        report.row(
                "cores",
                isPinned ? "server and database on core 0, client on core 1" : "not pinned: no taskset, or one core",
                "");
    }

    private void connections() throws IOException {
        long bytesBefore = Machine.liveBytes(payara);
        try (Fleet fleet = new Fleet(address, "/chatboard/ws/chat", true)) {
            storm(fleet, "server just started");
            idle(fleet, bytesBefore);
        }
        for (int round = 1; round <= 3; round++) {
            letGo();
            try (Fleet fleet = new Fleet(address, "/chatboard/ws/chat", true)) {
                storm(fleet, "again, " + round);
            }
        }
    }

    /** Until the server has seen that the connections of the round before are gone, theirs count as well. */
    private void letGo() throws IOException {
        try (Fleet nobody = new Fleet(address, "/chatboard/ws/chat", true)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (System.nanoTime() < end) {
                nobody.poll(100);
            }
        }
    }

    /** All at once: how long until everybody is signed in and greeted. */
    private void storm(Fleet fleet, String when) {
        double serverBefore = Machine.cpuSeconds(payara);
        double databaseBefore = Machine.familyCpuSeconds(postgres);
        for (int person = 1; person <= CONNECTIONS; person++) {
            fleet.open(Cast.cookie(FIRST + person));
            // What has arrived meanwhile is handled, as by so many clients of their own.
            fleet.poll(0);
        }
        fleet.awaitReady(TimeUnit.SECONDS.toNanos(180));
        long[] millis = fleet.lines().stream()
                .mapToLong(line -> Math.max(0, line.readyAt - line.startedAt) / 1_000_000)
                .sorted()
                .toArray();
        double last = millis[millis.length - 1] / 1e3;
        report.row(
                Report.number(CONNECTIONS, 0) + " connect at once, each with its cookie, to the greeting; " + when,
                Report.number(fleet.ready() / last, 0) + "/s; p50 " + Report.number(millis[millis.length / 2] / 1e3, 1)
                        + " s, last " + Report.number(last, 1) + " s; connected " + fleet.ready()
                        + ", turned away on the way " + fleet.turnedAway(),
                Report.number((Machine.cpuSeconds(payara) - serverBefore) * 1_000 / CONNECTIONS, 1)
                        + " CPU-ms of the server each, database "
                        + Report.number(
                                (Machine.familyCpuSeconds(postgres) - databaseBefore) * 1_000 / CONNECTIONS, 1));
        assertThat(fleet.ready()).as("greeted connections").isEqualTo(CONNECTIONS);
    }

    private void idle(Fleet fleet, long bytesBefore) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < end) {
            fleet.poll(50);
        }
        double kilobytes = (Machine.liveBytes(payara) - bytesBefore) / 1024.0 / CONNECTIONS;
        report.row(
                "heap of an idle connection",
                Report.number(kilobytes, 1) + " KB",
                "goal " + Report.number(GOAL_HEAP, 0) + " KB: " + Report.share(kilobytes, GOAL_HEAP));
        double before = Machine.cpuSeconds(payara);
        end = System.nanoTime() + (long) (IDLE_SECONDS * 1e9);
        while (System.nanoTime() < end) {
            fleet.poll(50);
        }
        report.row(
                "CPU while all are idle, a ping from each every 20 s included",
                Report.number(100 * (Machine.cpuSeconds(payara) - before) / IDLE_SECONDS, 1) + " % of a core",
                "");
        assertThat(fleet.ready()).as("connections that live on").isEqualTo(CONNECTIONS);
    }

    private void pages(Cast cast) throws Exception {
        String busy = cast.busyCookie();
        String other = Cast.cookie(FIRST + 1);
        String history = "/api/v1/rooms/" + cast.longRoom() + "/messages?before=49&anchor=";
        String messages = Report.number(HISTORY, 0);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        page("page of 50, newest of " + messages, busy, () -> history + "newest", 5);
        page("page of 50, anywhere in " + messages, busy, () -> history + random.nextInt(50, HISTORY), 5);
        page("dashboard with " + MANY_ROOMS + " rooms", busy, () -> "/dashboard", 30);
        page("dashboard with one room", other, () -> "/dashboard", 30);
        page("chat in the long room", busy, () -> "/chat/" + cast.longRoomMate(), 0);
        String people = Report.number(PEOPLE, 0);
        page("page of 50 of " + people + " people", other, () -> "/api/v1/users?limit=50", 0);
        page("two words among " + people + " people", other, () -> "/api/v1/users?search=anna+ber&limit=50", 0);
        page(
                "one of " + people + " people",
                other,
                () -> "/api/v1/users?search=bench" + (FIRST + random.nextInt(1, PEOPLE)),
                0);
        page("all rooms of " + MANY_ROOMS + " (sync)", busy, () -> "/api/v1/sync", 0);
        String room = cast.rooms().get(0);
        call("a message posted over REST", () -> post(room, other), 0);
    }

    private HttpRequest.Builder post(String room, String cookie) {
        UUID clientId = UUID.randomUUID();
        return HttpRequest.newBuilder(server.url("/api/v1/rooms/" + room + "/messages"))
                .header("Cookie", cookie)
                .header("X-Requested-By", "benchmark")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"clientId\":\"" + clientId + "\",\"text\":\"" + "x".repeat(100) + "\"}"));
    }

    private void page(String figure, String cookie, Supplier<String> path, double goal) throws Exception {
        call(figure, () -> HttpRequest.newBuilder(server.url(path.get())).header("Cookie", cookie), goal);
    }

    /** Of three rounds, the one with the middle p50. */
    private void call(String figure, Supplier<HttpRequest.Builder> request, double goal) throws Exception {
        for (int round = 0; round < WARM_UPS; round++) {
            ask(request);
        }
        Asked median = Stream.of(ask(request), ask(request), ask(request))
                .sorted(Comparator.comparingDouble(Asked::p50))
                .toList()
                .get(1);
        report.row(
                figure + ", one reader",
                "p50 " + Report.number(median.p50(), 1) + ", p95 " + Report.number(median.p95(), 1) + ", p99 "
                        + Report.number(median.p99(), 1) + " ms; " + Report.number(median.bytes() / 1024.0, 0) + " KB",
                Report.number(median.server(), 2) + " CPU-ms of the server, database "
                        + Report.number(median.database(), 2)
                        + (goal > 0
                                ? "; goal " + Report.number(goal, 0) + " ms: " + Report.share(median.p50(), goal)
                                : ""));
        latencies.add(figure, median.p50(), goal);
        costs.add(figure, median.server() + median.database(), 0);
    }

    /** Asks again as soon as the answer is there: how long one answer takes when nobody else asks. */
    private Asked ask(Supplier<HttpRequest.Builder> request) throws IOException, InterruptedException {
        double serverBefore = Machine.cpuSeconds(payara);
        double databaseBefore = Machine.familyCpuSeconds(postgres);
        Histogram micros = new Histogram(LONGEST_MICROS, 3);
        int bytes = 0;
        long end = System.nanoTime() + (long) (PAGE_SECONDS * 1e9);
        while (System.nanoTime() < end) {
            HttpRequest asking = request.get().build();
            long asked = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(asking, BodyHandlers.ofByteArray());
            micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - asked) / 1_000));
            assertThat(answer.statusCode()).as("%s", asking).isIn(200, 201);
            bytes = answer.body().length;
        }
        double perAnswer = 1_000.0 / micros.getTotalCount();
        return new Asked(
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                (Machine.cpuSeconds(payara) - serverBefore) * perAnswer,
                (Machine.familyCpuSeconds(postgres) - databaseBefore) * perAnswer,
                bytes);
    }
}
