package org.chatboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final long NEVER = TimeUnit.DAYS.toNanos(1);

    private final List<String> read = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

    /** One place; what is to be done later waits until the test does it. */
    private Intake intake(long stuckNanos) {
        return new Intake(1, stuckNanos) {
            @Override
            public void execute(Runnable task) {
                later.add(task);
            }
        };
    }

    /** A client that has sent so many pieces. */
    private Intake.Source client(String name, int pieces) {
        AtomicInteger left = new AtomicInteger(pieces);
        return () -> {
            read.add(name);
            return left.decrementAndGet() > 0;
        };
    }

    private void doWhatIsLeft() {
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
    }

    @Test
    void whatHasComeIsReadAtOnce() {
        intake(NEVER).arrived(client("anna", 2));
        assertThat(read).containsExactly("anna", "anna");
        assertThat(later).isEmpty();
    }

    @Test
    void whoSaysMuchTakesTurnsWithTheOthers() {
        Intake intake = intake(NEVER);
        Queue<String> others = new ArrayDeque<>(List.of("ben", "carla"));
        Intake.Source anna = client("anna", 4);
        intake.arrived(() -> {
            String other = others.poll();
            if (other != null) {
                intake.arrived(client(other, 2));
            }
            return anna.readPiece();
        });
        assertThat(read).containsExactly("anna", "ben", "anna", "ben", "carla", "anna", "carla", "anna");
    }

    @Test
    void aThreadOfTheServerDoesNotReadForOthersForEver() {
        Intake intake = intake(NEVER);
        intake.arrived(client("anna", 1_000));
        assertThat(read).hasSizeLessThan(100);
        doWhatIsLeft();
        assertThat(read).hasSize(1_000);
    }

    @Test
    void nothingIsReadWhileThereIsTooMuchAndThenAllIs() {
        Intake intake = intake(NEVER);
        AtomicBoolean tooMuch = new AtomicBoolean(true);
        intake.pauseWhile(tooMuch::get);
        intake.arrived(client("anna", 1));
        intake.arrived(client("ben", 1));
        assertThat(read).isEmpty();
        tooMuch.set(false);
        doWhatIsLeft();
        assertThat(read).containsExactly("anna", "ben");
    }

    @Test
    void whoIsStuckHoldsUpNobodyElse() throws InterruptedException {
        Intake intake = intake(0);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Thread first = new Thread(() -> intake.arrived(() -> {
            stuck.countDown();
            return !awaited(goOn);
        }));
        first.start();
        assertThat(awaited(stuck)).isTrue();
        intake.arrived(client("ben", 1));
        assertThat(read).containsExactly("ben");
        goOn.countDown();
        first.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(first.isAlive()).isFalse();
        intake.arrived(client("carla", 1));
        assertThat(read).containsExactly("ben", "carla");
    }

    @Test
    void onlySoManyReadAtTheSameTimeAndNothingIsForgotten() throws InterruptedException {
        Intake intake = intake(NEVER);
        AtomicInteger reading = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Intake.Source source = () -> {
            most.accumulateAndGet(reading.incrementAndGet(), Math::max);
            read.add("piece");
            reading.decrementAndGet();
            return false;
        };
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(n -> new Thread(() -> IntStream.range(0, 500).forEach(i -> intake.arrived(source))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        doWhatIsLeft();
        assertThat(most).hasValue(1);
        assertThat(read).hasSize(8 * 500);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
