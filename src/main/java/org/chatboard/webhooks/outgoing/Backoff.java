package org.chatboard.webhooks.outgoing;

import java.time.Duration;

/** How long to wait between the tries of one event: 5 s, 30 s, 2 min, 10 min, 1 h, then 6 h each, all scaled by the first. */
final class Backoff {

    private static final long[] FACTORS = {1, 6, 24, 120, 720, 4_320};

    /** What receivers ask for is granted up to this. */
    private static final Duration MOST_ASKED = Duration.ofHours(1);

    private Backoff() {}

    /** After so many tries an event that the receiver refuses is left out. */
    static int steps() {
        return FACTORS.length + 1;
    }

    /**
     * The pause behind a failed try.
     *
     * @param first the first pause
     * @param attempt the number of the try, from 1
     * @param jitter from 0 to 1, by chance: the pause is up to a fifth shorter or longer, so that not all come at once
     * @param asked what the receiver wants
     */
    static Duration pause(Duration first, int attempt, double jitter, Duration asked) {
        long factor = FACTORS[Math.min(attempt, FACTORS.length) - 1];
        Duration pause = Duration.ofMillis((long) (first.toMillis() * factor * (0.8 + 0.4 * jitter)));
        Duration granted = asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
        return pause.compareTo(granted) > 0 ? pause : granted;
    }
}
