package org.chatboard.refused;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A hundred wrong passwords a second, in bursts, from one address that is nobody's here. */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class FloodIT {

    private static final String GUESSER = "127.9.0.1";

    /** More than may wait for a password to be checked. */
    private static final int BURST = 25;

    private static final int MOST_OPEN = 40;

    private static final Duration BETWEEN = Duration.ofMillis(250);

    /** Four times as dear as with the other tests. */
    private static final int DEAR_ROUNDS = 40_000;

    /** Whose passwords are tried, five times each. */
    private static final int ATTACKED = 60;

    private static final int ROUNDS = 1;

    /** On a machine that both sides of this share; whoever waits for longer than ten seconds is refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of three kinds of refusals, what the log takes of them at once, and a minute more. */
    private static final int MOST_LINES = 250;

    private static final String RUN = Long.toString(System.nanoTime() & 0xffffffL, 36);

    private final Person anna = Person.anna().joins();
    private final Person newcomer = Person.carla().signUp();
    private final Person ida = Person.administrator();
    /** A server that is slower than that is not asked for more than it takes: what waits in front of it is no work of its. */
    private final Semaphore open = new Semaphore(MOST_OPEN);

    private final AtomicInteger guesses = new AtomicInteger();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    @BeforeEach
    void peopleWithDearPasswords() {
        String secret = "A".repeat(43) + "=";
        Sql.run("insert into users (id, username, email, password_hash, first_name, last_name, is_active, is_staff,"
                + " created_at) values "
                + IntStream.range(0, ATTACKED)
                        .mapToObj(i -> "('" + UUID.randomUUID() + "', 'dear" + i + "-" + RUN + "', 'dear" + i + "-"
                                + RUN
                                + "@example.org', 'PBKDF2WithHmacSHA256:" + DEAR_ROUNDS + ":" + secret + ":" + secret
                                + "', 'Dear', 'Person', true, false, current_timestamp)")
                        .collect(Collectors.joining(", ")));
    }

    @AfterEach
    void theyLeave() {
        Sql.run("delete from users where username like 'dear%-" + RUN + "'");
    }

    /** One wrong password, of the administrator or one of the others. */
    private void guess() {
        int turn = guesses.incrementAndGet();
        String name = turn % 4 == 0 ? ida.username() : "dear" + turn % ATTACKED + "-" + RUN;
        byte[] body = ("{\"username\":\"" + name + "\",\"password\":\"guess " + turn + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + ChatServer.shared().httpPort());
        headers.put("Content-Type", "application/json");
        headers.put("X-Requested-By", "tests");
        headers.put("Connection", "close");
        headers.put("Content-Length", Integer.toString(body.length));
        try (RawSocket socket = new RawSocket(GUESSER)) {
            socket.write(RawSocket.request("POST /chatboard/api/v1/session HTTP/1.1", headers));
            RawSocket.Answer answer = socket.ask(body);
            String code = Json.object(String.valueOf(socket.toTheEnd())).getString("code");
            String wait = answer.status() == 429 && answer.header("Retry-After") == null ? " without a time" : "";
            answers.merge(answer.status() + " " + code + wait, 1, Integer::sum);
        }
    }

    @Test
    void othersSignInMeanwhileAndTheLogSaysItInAFewLines() throws InterruptedException {
        ServerLog log = ServerLog.fromNow();
        ExecutorService guessers = Executors.newCachedThreadPool();
        AtomicBoolean isOver = new AtomicBoolean();
        long before = System.nanoTime();
        guessers.execute(() -> {
            for (int i = 1; !isOver.get(); i++) {
                for (int each = 0; each < BURST; each++) {
                    if (open.tryAcquire()) {
                        guessers.execute(() -> {
                            guess();
                            open.release();
                        });
                    }
                }
                LockSupport.parkNanos(before + i * BETWEEN.toNanos() - System.nanoTime());
            }
            guessers.shutdown();
        });
        try {
            while (!answers.containsKey("429 too_many")) {
                assertThat(System.nanoTime() - before).as(answers.toString()).isLessThan(PATIENCE.toNanos());
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            for (int i = 0; i < ROUNDS; i++) {
                for (Person person : List.of(anna, newcomer, ida)) {
                    inTime(() -> person.atAnotherDevice().signIn());
                }
                inTime(() -> anna.json("/api/v1/sync"));
            }
        } finally {
            isOver.set(true);
        }
        assertThat(guessers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(answers.keySet())
                .as(answers.toString())
                .containsExactlyInAnyOrder("401 wrong_credentials", "429 too_many", "429 too_many_failures");
        log.await("Sign-in as \"dear", "from " + GUESSER + " failed");
        log.await("Sign-in as \"" + ida.username() + "\" from " + GUESSER + " refused for", "too many wrong passwords");
        log.await("from " + GUESSER + " refused: too many at this moment");
        awaitCount(log);
        assertThat(log.lines(GUESSER)).hasSizeLessThan(MOST_LINES).hasSizeLessThan(guesses.get());
        assertThat(log.text()).doesNotContain("guess 1");
    }

    /** The next line that has room says how many there were without. */
    private void awaitCount(ServerLog log) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (log.lines(GUESSER, "more like it were not written").findAny().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            guess();
        }
    }

    private static void inTime(Runnable work) {
        long before = System.nanoTime();
        work.run();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
    }
}
