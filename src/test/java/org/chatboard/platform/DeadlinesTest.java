package org.chatboard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();

    @Test
    void tellsThoseWhoWaitedTooLong() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        deadlines.limit(answer);

        deadlines.look(System.nanoTime());
        assertThat(answer).isNotDone();

        deadlines.look(System.nanoTime() + Deadlines.LIMIT.toNanos());
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.handle((nothing, why) -> why).join()).isInstanceOf(Unavailable.class);
    }

    @Test
    void leavesAnswersAsTheyAre() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        deadlines.limit(answer);
        answer.complete("stored");

        deadlines.look(System.nanoTime() + Deadlines.LIMIT.toNanos());

        assertThat(answer).isCompletedWithValue("stored");
    }
}
