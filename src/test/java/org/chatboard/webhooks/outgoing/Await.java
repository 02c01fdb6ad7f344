package org.chatboard.webhooks.outgoing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the one that is waited for. */
final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Await() {}

    static <T> T until(Supplier<T> question, Predicate<T> rule) {
        long end = System.nanoTime() + LIMIT.toNanos();
        T answer = question.get();
        while (!rule.test(answer)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT + ": " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = question.get();
        }
        return answer;
    }
}
