package org.chatboard.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Who asks too much is told to wait, and nobody else notices. The server of the tests allows 2,000 at once, then 100/s. No
 * database has a part in it: one run is enough.
 */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class ApiLimitsIT {

    private static final System.Logger LOG = System.getLogger(ApiLimitsIT.class.getName());

    private static final int BURST = 2_000;
    private static final int FLOODERS = 4;
    private static final int ASKED_MEANWHILE = 100;

    /** Of an address that has used up its turns, while new ones come at 200/s; others have 3,000. */
    private static final int FEW = 1_000;

    /** What an answer takes that is not held up, on a machine that does a lot else. */
    private static final long QUICK_MILLIS = 1_000;

    private final Person anna = Person.anna();
    private final Person mallory = Person.ben();

    @Test
    void everyAnswerSaysHowMuchIsLeft() {
        anna.joins();
        HttpResponse<String> first = anna.get("/api/v1/users/me");
        HttpResponse<String> second = anna.get("/api/v1/nothing");
        assertThat(number(first, "X-RateLimit-Limit")).isEqualTo(BURST);
        assertThat(number(first, "X-RateLimit-Remaining")).isBetween(BURST - 50, BURST - 1);
        assertThat(number(first, "X-RateLimit-Reset")).isEqualTo(1);
        assertThat(number(second, "X-RateLimit-Limit")).isEqualTo(BURST);
        HttpResponse<String> nobodys = Program.send(Program.request("GET", "/api/v1/users/me", ""));
        assertThat(number(nobodys, "X-RateLimit-Limit")).isEqualTo(3_000);
        HttpResponse<String> health = Program.send(Program.request("GET", "/api/v1/health", ""));
        assertThat(health.headers().firstValue("X-RateLimit-Limit")).isEmpty();
    }

    @Test
    void aFloodOfOneTokenStopsAtItsLimitAndChangesNothingForOthers() {
        anna.joins();
        mallory.joins();
        Program flood = Program.of(mallory, "read");
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicInteger served = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> flooders = new ArrayList<>();
        for (int i = 0; i < FLOODERS; i++) {
            flooders.add(CompletableFuture.runAsync(() -> {
                try (Line line = new Line("127.0.0.1")) {
                    while (going.get()) {
                        int status = line.ask("/api/v1/users/me", "Authorization: Bearer " + flood.secret());
                        (status == 200 ? served : refused).incrementAndGet();
                    }
                }
            }));
        }
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (refused.get() < 500) {
            assertThat(System.nanoTime())
                    .as("%s served, %s refused", served, refused)
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
        List<Long> millis = new ArrayList<>();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            for (int i = 0; i < ASKED_MEANWHILE; i++) {
                long before = System.nanoTime();
                assertThat(anna.get("/api/v1/sync").statusCode()).isEqualTo(200);
                millis.add((System.nanoTime() - before) / 1_000_000);
            }
            socket.say(mallory, "I notice nothing");
        }
        HttpResponse<String> told = flood.get("/api/v1/users/me");
        while (told.statusCode() == 200) {
            told = flood.get("/api/v1/users/me");
        }
        // Its own page is not its program.
        assertThat(mallory.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        assertThat(Program.of(mallory, "read").get("/api/v1/users/me").statusCode())
                .isEqualTo(200);
        going.set(false);
        flooders.forEach(CompletableFuture::join);
        millis.sort(null);
        LOG.log(
                System.Logger.Level.INFO,
                "Answers to others during a flood: p50 {0} ms, p95 {1} ms; of the flood {2} served, {3} refused",
                millis.get(ASKED_MEANWHILE / 2),
                millis.get(ASKED_MEANWHILE * 95 / 100),
                served,
                refused);
        assertThat(millis.get(ASKED_MEANWHILE * 95 / 100))
                .as("milliseconds of the others' answers, sorted: %s", millis)
                .isLessThan(QUICK_MILLIS);
        assertThat(told.statusCode()).isEqualTo(429);
        assertThat(Json.object(told.body()).getString("code")).isEqualTo("too_many_requests");
        assertThat(number(told, "Retry-After")).isEqualTo(1);
        assertThat(number(told, "X-RateLimit-Remaining")).isZero();
        assertThat(number(told, "X-RateLimit-Reset")).isBetween(10, 21);
        assertThat(served.get()).isGreaterThanOrEqualTo(BURST);
        // After a pause it is served again, as it was told.
        long later = System.nanoTime() + 5_000_000_000L;
        while (flood.get("/api/v1/users/me").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(later);
        }
    }

    @Test
    void strangersAreCountedByTheirAddressAndNotAgainstThoseWhoWorkThere() {
        anna.joins();
        String cookie = "Cookie: " + anna.cookieHeader();
        int refused = 0;
        try (Line strangers = new Line("127.0.0.9");
                Line annas = new Line("127.0.0.9");
                Line proxy = new Line("127.0.0.1")) {
            for (int i = 0; i < 30_000 && refused < 10; i++) {
                refused += strangers.ask("/api/v1/users/me", "Authorization: Bearer cb_guess" + i) == 429 ? 1 : 0;
            }
            assertThat(refused).isEqualTo(10);
            assertThat(strangers.ask("/api/v1/health", "X-Nothing: 1")).isEqualTo(200);
            assertThat(annas.ask("/api/v1/users/me", cookie)).isEqualTo(200);
            assertThat(turns(strangers, "/api/v1/users/me", "203.0.113."))
                    .as("of strangers who say that they are others")
                    .isLessThan(FEW);
            assertThat(turns(proxy, "/scim/v2/Users", "203.0.113.1, 127.0.0."))
                    .as("of the same strangers behind a listed proxy, at another door")
                    .isLessThan(FEW);
            assertThat(proxy.ask("/api/v1/users/me", "X-Forwarded-For: 203.0.113.1"))
                    .as("of somebody else behind it")
                    .isEqualTo(401);
        }
        assertThat(Program.send(Program.request("GET", "/api/v1/users/me", "")).statusCode())
                .isEqualTo(401);
    }

    /** How often is answered before it is too much, of whom a header says where they are. */
    private static int turns(Line line, String path, String forwarded) {
        for (int i = 0; ; i++) {
            if (i == FEW || line.ask(path, "X-Forwarded-For: " + forwarded + 9) == 429) {
                return i;
            }
        }
    }

    /** What is open to all is refused at the same door. */
    @Test
    void alsoWhatIsOpenToAllIsLimited() {
        int status = 0;
        try (Line line = new Line("127.0.0.10")) {
            for (int i = 0; i < 30_000 && status != 429; i++) {
                status = line.ask("/api/v1/setup", "X-Nothing: 1");
            }
        }
        assertThat(status).isEqualTo(429);
    }

    private static int number(HttpResponse<String> answer, String header) {
        return Integer.parseInt(answer.headers().firstValue(header).orElseThrow());
    }

    /** A connection that is kept, from an address of its own; cheaper than any client, so that little can flood. */
    private static final class Line implements AutoCloseable {

        private final String from;
        private Socket socket;
        private BufferedReader in;

        Line(String from) {
            this.from = from;
            try {
                socket = connect();
                in = reader();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Socket connect() throws IOException {
            Socket fresh = new Socket(
                    InetAddress.getLoopbackAddress(), ChatServer.shared().httpPort(), InetAddress.getByName(from), 0);
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(60_000);
            return fresh;
        }

        private BufferedReader reader() throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        int ask(String path, String header) {
            try {
                socket.getOutputStream()
                        .write(("GET /chatboard" + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
                                        + ChatServer.shared().httpPort() + "\r\n" + header + "\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                int status = Integer.parseInt(in.readLine().split(" ", -1)[1]);
                int length = -1;
                boolean isLast = false;
                for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                    if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                        length = Integer.parseInt(line.substring(15).strip());
                    }
                    isLast |= line.equalsIgnoreCase("Connection: close");
                }
                if (length < 0) {
                    throw new AssertionError("an answer without a length");
                }
                skip(length);
                if (isLast) {
                    socket.close();
                    socket = connect();
                    in = reader();
                }
                return status;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void skip(int characters) throws IOException {
            for (int left = characters; left > 0; ) {
                left -= (int) in.skip(left);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
