package org.chatboard.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.rooms.RoomService;
import org.chatboard.testing.InContainer;
import org.chatboard.users.Caller;
import org.chatboard.users.NewUser;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of messages, inside the server with its database. */
@ArquillianTest
class MessageServiceIT {

    @Inject
    MessageService messages;

    @Inject
    RoomService rooms;

    @Inject
    UserService users;

    @Resource
    ManagedExecutorService executor;

    private Caller anna = nobody();
    private Caller ben = nobody();
    private Caller carla = nobody();

    @Deployment
    static WebArchive chatboard() {
        return InContainer.chatboard();
    }

    @BeforeEach
    void threePeopleHaveAccounts() {
        anna = person("Anna");
        ben = person("Ben");
        carla = person("Carla");
    }

    @Test
    void messagesAreNumberedFromOneWithoutHole() {
        UUID room = post(anna, ben, "one").message().roomId();
        post(ben, anna, "two");
        post(anna, ben, "three");
        assertThat(history(room).messages()).extracting(MessageView::seq).containsExactly(1L, 2L, 3L);
        assertThat(history(room).messages()).extracting(MessageView::text).containsExactly("one", "two", "three");
        assertThat(history(room).messages())
                .extracting(MessageView::sender)
                .containsExactly(anna.username(), ben.username(), anna.username());
    }

    @Test
    void postingTwiceWithTheSameClientIdStoresOnce() {
        UUID clientId = UUID.randomUUID();
        Posted first = wait(messages.post(anna, NewMessage.to(clientId, ben.username(), "once")));
        Posted again = wait(messages.post(anna, NewMessage.to(clientId, ben.username(), "twice")));
        assertThat(first.replayed()).isFalse();
        assertThat(again.replayed()).isTrue();
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(history(first.message().roomId()).messages()).hasSize(1);
    }

    @Test
    void theSameClientIdManyTimesAtOnceStoresOnce() throws InterruptedException, ExecutionException {
        UUID clientId = UUID.randomUUID();
        UUID room = rooms.direct(anna, ben.username());
        List<Future<Posted>> posts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            posts.add(executor.submit(() -> wait(messages.post(anna, NewMessage.inRoom(clientId, room, "once")))));
        }
        for (Future<Posted> post : posts) {
            assertThat(post.get().message().seq()).isEqualTo(1);
        }
        assertThat(history(room).messages()).hasSize(1);
    }

    @Test
    void eightPeopleAtOnceLeaveNoHoleAndLoseNothing() throws InterruptedException, ExecutionException {
        UUID room = rooms.direct(anna, ben.username());
        List<Future<List<Posted>>> writers = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            Caller sender = writer % 2 == 0 ? anna : ben;
            String name = "writer " + writer + " message ";
            writers.add(executor.submit(() -> IntStream.range(0, 25)
                    .mapToObj(n -> wait(messages.post(sender, inRoom(room, name + n))))
                    .toList()));
        }
        for (Future<List<Posted>> writer : writers) {
            assertThat(writer.get())
                    .extracting(posted -> posted.message().seq())
                    .as("one writer's messages stay in their order")
                    .isSorted();
        }
        HistoryPage page = messages.history(anna, room, new HistoryQuery("newest", 200, 0));
        assertThat(page.messages())
                .extracting(MessageView::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(page.messages())
                .extracting(MessageView::change)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(page.messages()).extracting(MessageView::text).doesNotHaveDuplicates();
    }

    @Test
    void aBadPostDoesNotTakeItsNeighboursDown() throws InterruptedException, ExecutionException {
        UUID room = rooms.direct(anna, ben.username());
        UUID reused = UUID.randomUUID();
        post(anna, carla, "elsewhere");
        List<Future<?>> bad = new ArrayList<>();
        List<Future<Posted>> good = new ArrayList<>();
        List<Future<Posted>> same = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = "good " + i;
            good.add(executor.submit(() -> wait(messages.post(anna, inRoom(room, text)))));
            bad.add(executor.submit(() -> wait(messages.post(carla, inRoom(room, "not a member")))));
            bad.add(executor.submit(() -> wait(messages.post(anna, inRoom(UUID.randomUUID(), "no such room")))));
            bad.add(executor.submit(() -> wait(messages.post(anna, inRoom(room, "a\u0000b")))));
            same.add(executor.submit(
                    () -> wait(messages.post(anna, NewMessage.to(reused, carla.username(), "elsewhere, once")))));
        }
        for (Future<Posted> post : good) {
            assertThat(post.get().message().roomId()).isEqualTo(room);
        }
        for (Future<Posted> post : same) {
            assertThat(post.get().message().seq()).isEqualTo(2);
        }
        for (Future<?> post : bad) {
            assertThatThrownBy(post::get).isInstanceOf(ExecutionException.class);
        }
        assertThat(history(room).messages())
                .extracting(MessageView::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void whatChangedIsFoundByItsChange() {
        UUID room = post(anna, ben, "1").message().roomId();
        IntStream.rangeClosed(2, 5).forEach(n -> post(anna, ben, String.valueOf(n)));
        ChangesPage all = messages.changes(ben, room, 0);
        assertThat(all.messages()).extracting(MessageView::text).containsExactly("1", "2", "3", "4", "5");
        assertThat(all.more()).isFalse();
        ChangesPage later = messages.changes(ben, room, all.messages().get(2).change());
        assertThat(later.messages()).extracting(MessageView::text).containsExactly("4", "5");
        assertThat(messages.changes(ben, room, all.upTo()).messages()).isEmpty();
        assertThat(messages.changes(ben, room, all.upTo() + 1_000))
                .as("beyond the last change")
                .isEqualTo(new ChangesPage(List.of(), all.upTo(), false));
    }

    @Test
    void longTextsMakeAPageOfChangesShorter() {
        UUID room = post(anna, ben, "1").message().roomId();
        IntStream.rangeClosed(2, 12).forEach(n -> post(anna, ben, n + "x".repeat(9_000)));
        ChangesPage first = messages.changes(ben, room, 0);
        assertThat(first.messages()).extracting(MessageView::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(first.more()).isTrue();
        ChangesPage second = messages.changes(ben, room, first.upTo());
        assertThat(second.messages()).extracting(MessageView::seq).containsExactly(6L, 7L, 8L, 9L);
        assertThat(second.more()).isTrue();
        ChangesPage third = messages.changes(ben, room, second.upTo());
        assertThat(third.messages()).extracting(MessageView::seq).containsExactly(10L, 11L, 12L);
        assertThat(third.more()).isFalse();
    }

    @Test
    void historyComesInPages() {
        UUID room = post(anna, ben, "1").message().roomId();
        IntStream.rangeClosed(2, 7).forEach(n -> post(anna, ben, String.valueOf(n)));
        HistoryPage middle = messages.history(ben, room, new HistoryQuery("4", 1, 1));
        assertThat(middle.messages()).extracting(MessageView::text).containsExactly("3", "4", "5");
        assertThat(middle.foundOldest()).isFalse();
        assertThat(middle.foundNewest()).isFalse();
        assertThat(middle.lastSeq()).isEqualTo(7);
        HistoryPage oldest = messages.history(ben, room, new HistoryQuery("oldest", 0, 1));
        assertThat(oldest.messages()).extracting(MessageView::text).containsExactly("1", "2");
        assertThat(oldest.foundOldest()).isTrue();
        assertThatThrownBy(() -> messages.history(ben, room, new HistoryQuery("newest", 201, 0)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void unreadCountsWhatOthersSaid() {
        UUID room = post(anna, ben, "one").message().roomId();
        post(anna, ben, "two");
        assertThat(unread(anna)).isZero();
        assertThat(unread(ben)).isEqualTo(2);
        rooms.markRead(ben, room, 1);
        assertThat(unread(ben)).isEqualTo(1);
        rooms.markRead(ben, room, 99);
        rooms.markRead(ben, room, 1);
        assertThat(unread(ben)).isZero();
        post(ben, anna, "three");
        assertThat(unread(ben)).isZero();
        assertThat(unread(anna)).isEqualTo(1);
    }

    @Test
    void strangersSeeNothing() {
        UUID room = post(anna, ben, "between us").message().roomId();
        assertThatThrownBy(() -> messages.history(carla, room, HistoryQuery.newest(10)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> messages.changes(carla, room, 0)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> rooms.markRead(carla, room, 1)).isInstanceOf(NotFound.class);
        assertThat(messages.overview(carla)).isEmpty();
    }

    @Test
    void twoWhoWriteToEachOtherAtOnceShareOneRoom() throws InterruptedException, ExecutionException {
        Future<Posted> fromAnna = executor.submit(() -> post(anna, ben, "Hi Ben"));
        Future<Posted> fromBen = executor.submit(() -> post(ben, anna, "Hi Anna"));
        assertThat(fromAnna.get().message().roomId())
                .isEqualTo(fromBen.get().message().roomId());
        assertThat(messages.overview(anna)).hasSize(1);
    }

    @Test
    void whoeverTakesMessagesInIsToldWhenTheyCannotBeStoredAsFast() {
        UUID room = rooms.direct(anna, ben.username());
        BooleanSupplier crowded = messages.crowded();
        assertThat(crowded.getAsBoolean()).isFalse();
        CompletableFuture<Void> all = CompletableFuture.allOf(IntStream.range(0, 5_000)
                .mapToObj(n -> messages.restore(anna, inRoom(room, "message " + n), Instant.now()))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
        boolean wasCrowded = false;
        while (!wasCrowded && !all.isDone()) {
            wasCrowded = crowded.getAsBoolean();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(wasCrowded).isTrue();
        all.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(crowded.getAsBoolean()).isFalse();
    }

    private int unread(Caller caller) {
        return messages.overview(caller).get(0).unread();
    }

    private HistoryPage history(UUID room) {
        return messages.history(anna, room, HistoryQuery.newest(100));
    }

    private Posted post(Caller from, Caller to, String text) {
        return wait(messages.post(from, NewMessage.to(UUID.randomUUID(), to.username(), text)));
    }

    private static NewMessage inRoom(UUID room, String text) {
        return NewMessage.inRoom(UUID.randomUUID(), room, text);
    }

    private static Posted wait(CompletionStage<Posted> stage) throws CompletionException {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Caller person(String firstName) {
        String username = firstName.toLowerCase(Locale.ROOT) + "-"
                + UUID.randomUUID().toString().substring(0, 12);
        UserView user = users.register(
                new NewUser(username, username + "@example.org", firstName, "Berger", "correct horse battery"));
        return new Caller(user.id(), username, Set.of(Role.USER));
    }

    private static Caller nobody() {
        return new Caller(new UUID(0, 0), "nobody", Set.of());
    }
}
