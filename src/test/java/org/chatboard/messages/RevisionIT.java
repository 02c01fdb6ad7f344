package org.chatboard.messages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.chatboard.messages.revision.FormerText;
import org.chatboard.messages.revision.Revised;
import org.chatboard.testing.InContainer;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edits and withdrawals, inside the server with its database. */
@ArquillianTest
class RevisionIT {

    @Inject
    MessageService messages;

    @Inject
    UserService users;

    @Resource
    ManagedExecutorService executor;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    private Caller anna = Cast.nobody();
    private Caller ben = Cast.nobody();
    private Caller carla = Cast.nobody();

    @Deployment
    static WebArchive chatboard() {
        return InContainer.chatboard().addClass(Cast.class);
    }

    @BeforeEach
    void threePeopleHaveAccounts() {
        anna = Cast.person(users, "Anna");
        ben = Cast.person(users, "Ben");
        carla = Cast.person(users, "Carla");
    }

    @Test
    void anEditKeepsThePlaceTakesTheNextChangeAndKeepsWhatWasSaid() {
        MessageView first = post("frist");
        MessageView second = post("second");
        Revised edited = edit(first, " first \r\n", null);
        assertThat(edited.changed()).isTrue();
        assertThat(edited.memberIds()).containsExactlyInAnyOrder(anna.id(), ben.id());
        MessageView now = edited.message();
        assertThat(now.text()).isEqualTo(" first");
        assertThat(now.seq()).isEqualTo(1);
        assertThat(now.change()).isEqualTo(second.change() + 1);
        assertThat(now.createdAt()).isEqualTo(first.createdAt());
        assertThat(now.editedAt()).isAfterOrEqualTo(second.createdAt());
        assertThat(messages.find(ben, first.id())).isEqualTo(now);
        MessageView again = edit(now, "First", now.change()).message();

        ChangesPage missed = messages.changes(ben, first.roomId(), first.change());
        assertThat(missed.messages()).containsExactly(second, again);
        assertThat(missed.upTo()).isEqualTo(again.change());
        List<FormerText> former = messages.listFormer(anna, first.id(), 0, 10);
        assertThat(former).extracting(FormerText::text).containsExactly("frist", " first");
        assertThat(former).extracting(FormerText::change).containsExactly(first.change(), now.change());
        assertThat(former).extracting(FormerText::writtenAt).containsExactly(first.createdAt(), now.editedAt());
        assertThat(former).extracting(FormerText::replacedAt).containsExactly(now.editedAt(), again.editedAt());
        assertThat(former).extracting(FormerText::replacedBy).containsOnly(anna.username());
        assertThat(messages.listFormer(anna, first.id(), first.change(), 1)).containsExactly(former.get(1));
    }

    @Test
    void whatIsWithdrawnLeavesItsPlaceEmptyAndIsUnreadNoMore() {
        MessageView first = post("first");
        MessageView second = post("second");
        assertThat(unread(ben)).isEqualTo(2);
        MessageView gone = withdraw(anna, first, null).message();
        assertThat(gone.text()).isEmpty();
        assertThat(gone.deletedAt()).isNotNull();
        assertThat(gone.seq()).isEqualTo(1);
        assertThat(gone.change()).isEqualTo(second.change() + 1);
        assertThat(unread(ben)).isEqualTo(1);
        assertThat(messages.history(ben, first.roomId(), HistoryQuery.newest(10))
                        .messages())
                .containsExactly(gone, second);
        assertThat(messages.listFormer(anna, first.id(), 0, 10)).singleElement().satisfies(former -> {
            assertThat(former.text()).isEqualTo("first");
            assertThat(former.withdrawn()).isTrue();
            assertThat(former.replacedAt()).isEqualTo(gone.deletedAt());
        });
    }

    @Test
    void askingTwiceIsHarmless() {
        MessageView first = post("one");
        MessageView edited = edit(first, "two", first.change()).message();
        Revised again = edit(first, "two\n", first.change());
        assertThat(again.changed()).isFalse();
        assertThat(again.message()).isEqualTo(edited);
        MessageView gone = withdraw(anna, first, edited.change()).message();
        Revised goneAgain = withdraw(anna, first, edited.change());
        assertThat(goneAgain.changed()).isFalse();
        assertThat(goneAgain.message()).isEqualTo(gone);
        assertThat(messages.listFormer(anna, first.id(), 0, 10)).hasSize(2);
        assertThat(messages.changes(anna, first.roomId(), 0).upTo()).isEqualTo(gone.change());
    }

    @Test
    void whoSawAnOlderTextIsToldSo() {
        MessageView first = post("one");
        edit(first, "two", first.change());
        Cast.expectRefused("stale", () -> edit(first, "three", first.change()));
        Cast.expectRefused("stale", () -> withdraw(anna, first, first.change()));
        assertThat(messages.find(anna, first.id()).text()).isEqualTo("two");
        assertThat(edit(first, "three", null).message().text()).isEqualTo("three");
    }

    @Test
    void ofManyWhoEditTheSameOneWins() throws InterruptedException, ExecutionException {
        MessageView first = post("one");
        List<Future<Boolean>> editors = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String text = "by editor " + i;
            editors.add(executor.submit(() -> succeeds(() -> edit(first, text, first.change()))));
        }
        int won = 0;
        for (Future<Boolean> editor : editors) {
            won += editor.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
        assertThat(messages.find(ben, first.id()).change()).isEqualTo(first.change() + 1);
        assertThat(messages.listFormer(anna, first.id(), 0, 10)).hasSize(1);
    }

    @Test
    void postsAndEditsAtOnceTakeOneChangeEach() throws InterruptedException, ExecutionException {
        MessageView first = post("one");
        List<Future<Long>> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String text = "number " + i;
            all.add(executor.submit(() -> post(text).change()));
            all.add(executor.submit(() -> edit(first, text, null).message().change()));
        }
        List<Long> changes = new ArrayList<>();
        for (Future<Long> one : all) {
            changes.add(one.get());
        }
        assertThat(changes)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, 51).boxed().toList());
        List<FormerText> former = messages.listFormer(anna, first.id(), 0, 100);
        assertThat(former).hasSize(25);
        assertThat(former).extracting(FormerText::change).isSorted();
        assertThat(messages.history(anna, first.roomId(), new HistoryQuery("oldest", 0, 100))
                        .messages())
                .extracting(MessageView::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 26).boxed().toList());
    }

    @Test
    void othersMayNotAndStrangersKnowNothing() {
        MessageView first = post("mine");
        Cast.expectRefused("not_the_author", () -> Cast.wait(messages.edit(ben, first.id(), "yours", null)));
        Cast.expectRefused("not_the_author", () -> withdraw(ben, first, null));
        Cast.expectRefused("not_the_author", () -> messages.listFormer(ben, first.id(), 0, 10));
        Cast.expectRefused("not_found", () -> Cast.wait(messages.edit(carla, first.id(), "ours", null)));
        Cast.expectRefused("not_found", () -> withdraw(carla, first, null));
        Cast.expectRefused("not_found", () -> messages.find(carla, first.id()));
        Cast.expectRefused("not_found", () -> messages.listFormer(carla, first.id(), 0, 10));
        Cast.expectRefused("not_found", () -> Cast.wait(messages.edit(anna, UUID.randomUUID(), "nothing", null)));
        Cast.expectRefused("text_empty", () -> edit(first, " \n", null));
        assertThat(messages.find(ben, first.id())).isEqualTo(first);
    }

    @Test
    void whoModeratesARoomWithdrawsWhateverItsAgeAndEditsNothing() throws SQLException {
        MessageView old = Cast.wait(messages.restore(
                        anna,
                        NewMessage.to(UUID.randomUUID(), ben.username(), "rude"),
                        Instant.now().minus(Duration.ofDays(400)).truncatedTo(ChronoUnit.MICROS)))
                .message();
        setRole(old.roomId(), ben, "MODERATOR");
        Cast.expectRefused("not_the_author", () -> Cast.wait(messages.edit(ben, old.id(), "polite", null)));
        MessageView gone = withdraw(ben, old, null).message();
        assertThat(gone.deletedAt()).isNotNull();
        assertThat(gone.senderId()).isEqualTo(anna.id());
        assertThat(messages.listFormer(anna, old.id(), 0, 10))
                .extracting(FormerText::replacedBy)
                .containsExactly(ben.username());
        Cast.expectRefused("message_deleted", () -> edit(old, "polite", null));
    }

    @Test
    void whatIsOldStaysAsItIs() {
        MessageView old = Cast.wait(messages.restore(
                        anna,
                        NewMessage.to(UUID.randomUUID(), ben.username(), "long ago"),
                        Instant.now().minus(Duration.ofHours(25)).truncatedTo(ChronoUnit.MICROS)))
                .message();
        Cast.expectRefused("too_late", () -> edit(old, "today", null));
        Cast.expectRefused("too_late", () -> withdraw(anna, old, null));
        assertThat(edit(old, "long ago", null).changed()).isFalse();
    }

    @Test
    void administratorsSeeWhatWasSaid() {
        MessageView first = post("what was said");
        withdraw(anna, first, null);
        Caller ida = new Caller(carla.id(), carla.username(), Set.of(Role.USER, Role.ADMIN));
        assertThat(messages.listFormer(ida, first.id(), 0, 10))
                .extracting(FormerText::text)
                .containsExactly("what was said");
        Cast.expectRefused("not_found", () -> messages.find(ida, first.id()));
    }

    @Test
    void aRetriedPostOfWhatWasEditedSinceIsStillTheSameMessage() {
        NewMessage asked = NewMessage.to(UUID.randomUUID(), ben.username(), "one");
        MessageView first = Cast.wait(messages.post(anna, asked)).message();
        MessageView edited = edit(first, "two", null).message();
        Posted again = Cast.wait(messages.post(anna, asked));
        assertThat(again.replayed()).isTrue();
        assertThat(again.message()).isEqualTo(edited);
        assertThat(again.answers(NewMessage.inRoom(asked.clientId(), first.roomId(), "one")))
                .isTrue();
    }

    private MessageView post(String text) {
        return Cast.wait(messages.post(anna, NewMessage.to(UUID.randomUUID(), ben.username(), text)))
                .message();
    }

    private Revised edit(MessageView message, String text, @Nullable Long expected) {
        return Cast.wait(messages.edit(anna, message.id(), text, expected));
    }

    private Revised withdraw(Caller caller, MessageView message, @Nullable Long expected) {
        return Cast.wait(messages.withdraw(caller, message.id(), expected));
    }

    private int unread(Caller caller) {
        return messages.overview(caller).get(0).unread();
    }

    private void setRole(UUID roomId, Caller member, String role) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update memberships set role = ? where room_id = ? and user_id = ?")) {
            update.setString(1, role);
            update.setObject(2, roomId);
            update.setObject(3, member.id());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException refused) {
            assertThat(Cast.reason(refused).code()).isEqualTo("stale");
            return false;
        }
    }
}
