package org.chatboard.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.chatboard.platform.Unavailable;
import org.junit.jupiter.api.Test;

class RoomTurnsTest {

    private final RoomTurns turns = new RoomTurns();

    @Test
    void whoeverWorksInARoomIsAloneThere() {
        UUID room = UUID.randomUUID();
        int[] count = {0};
        CompletableFuture<?>[] all = new CompletableFuture<?>[4];
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 1_000; n++) {
                    turns.take(room, () -> count[0]++);
                    turns.take(RoomTurns.partition(room), () -> count[0]++);
                }
            });
        }
        CompletableFuture.allOf(all).join();
        assertThat(count[0]).isEqualTo(8_000);
    }

    @Test
    void whoWaitsTooLongIsToldAndWhatFailsEndsTheTurn() throws InterruptedException {
        UUID room = UUID.randomUUID();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> turns.take(RoomTurns.partition(room), () -> {
            taken.countDown();
            try {
                enough.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        taken.await();
        assertThatThrownBy(() -> turns.take(room, () -> true)).isInstanceOf(Unavailable.class);
        enough.countDown();
        busy.join();
        assertThatThrownBy(() -> turns.take(room, () -> {
                    throw new IllegalStateException("failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(turns.take(room, () -> "free again")).isEqualTo("free again");
    }
}
