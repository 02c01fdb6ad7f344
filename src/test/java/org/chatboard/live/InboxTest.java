package org.chatboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void workIsDoneInOrderByOneAtATime() {
        Inbox inbox = new Inbox(threads::add);
        IntStream.range(0, 5).forEach(n -> inbox.offer(() -> done.add(n)));
        assertThat(threads).hasSize(1);
        assertThat(inbox.isIdle()).isFalse();
        threads.remove().run();
        assertThat(done).containsExactly(0, 1, 2, 3, 4);
        assertThat(inbox.isIdle()).isTrue();
        inbox.offer(() -> done.add(5));
        assertThat(threads).hasSize(1);
    }

    @Test
    void aFloodIsRefusedBeyondTheBound() {
        Inbox inbox = new Inbox(threads::add);
        long taken =
                IntStream.range(0, 5_000).filter(n -> inbox.offer(() -> {})).count();
        assertThat(taken).isEqualTo(1_024);
    }

    @Test
    void whenTheServerStopsNothingIsTaken() {
        Inbox inbox = new Inbox(task -> {
            throw new RejectedExecutionException("stopping");
        });
        assertThat(inbox.offer(() -> done.add(1))).isFalse();
        assertThat(done).isEmpty();
    }
}
