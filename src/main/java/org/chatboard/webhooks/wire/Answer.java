package org.chatboard.webhooks.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param status the HTTP status; 0 when there was no answer
 * @param problem why the request counts as failed: a stable name such as {@code timeout}; null when it arrived
 * @param duration how long it took
 * @param retryAfter how long the receiver wants to be left alone; zero when it does not say
 */
public record Answer(int status, @Nullable String problem, Duration duration, Duration retryAfter) {

    static Answer without(String problem, Duration duration) {
        return new Answer(0, problem, duration, Duration.ZERO);
    }

    static Answer of(int status, Duration duration, Duration retryAfter) {
        String problem = status / 100 == 2 ? null : status / 100 == 3 ? "redirect" : "status";
        return new Answer(status, problem, duration, retryAfter);
    }

    /** The receiver has it. */
    public boolean isDelivered() {
        return problem == null;
    }

    /** The receiver is there and does not want just this; everything else may be different after a while. */
    public boolean isRefused() {
        return status / 100 == 3 || (status / 100 == 4 && status != 408 && status != 425 && status != 429);
    }

    /** The receiver says that it will never want anything again. */
    public boolean isGone() {
        return status == 410;
    }
}
