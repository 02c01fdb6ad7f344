package org.chatboard.messages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.groups.GroupService;
import org.chatboard.rooms.groups.NewGroup;
import org.chatboard.testing.InContainer;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts into a room that somebody else, as another server would, changes at that moment; and who is told of posts. */
@ArquillianTest
class BusyRoomIT {

    private static final String CAME_OR_WENT =
            "update rooms set member_count = member_count + ?, members_version = members_version + 1 where id = ?";

    /** What another transaction does. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    @Inject
    MessageService messages;

    @Inject
    GroupService groups;

    @Inject
    UserService users;

    @Inject
    UserTransaction transaction;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    private Caller anna = Cast.nobody();
    private Caller ben = Cast.nobody();
    private UUID room = new UUID(0, 0);

    @Deployment
    static WebArchive chatboard() {
        return InContainer.chatboard().addClass(Cast.class);
    }

    @BeforeEach
    void twoPeopleShareARoom() {
        anna = Cast.person(users, "Anna");
        ben = Cast.person(users, "Ben");
        room = groups.create(anna, new NewGroup(RoomKind.CLOSED, "Busy", "", List.of(ben.username())));
        assertThat(say(anna, "Before").memberIds()).containsExactlyInAnyOrder(anna.id(), ben.id());
    }

    @Test
    void whoeverWasSentAwayWhileTheRoomWasBusySaysNothingThere() throws Exception {
        CompletionStage<Posted> post = postWhile(ben, other -> {
            run(other, "delete from memberships where room_id = ? and user_id = ?", room, ben.id());
            run(other, CAME_OR_WENT, -1, room);
        });
        Cast.expectRefused("not_found", () -> Cast.wait(post));
        Posted next = say(anna, "After");
        assertThat(next.message().seq()).isEqualTo(2);
        assertThat(next.memberIds()).containsExactly(anna.id());
    }

    @Test
    void whoeverCameInWhileTheRoomWasBusyIsToldOfThePost() throws Exception {
        Caller carla = Cast.person(users, "Carla");
        CompletionStage<Posted> post = postWhile(anna, other -> {
            run(
                    other,
                    "insert into memberships (room_id, user_id, role, last_read_seq, joined_at_seq, notify, joined_at)"
                            + " values (?, ?, 'MEMBER', 1, 1, 'ALL', current_timestamp)",
                    room,
                    carla.id());
            run(other, CAME_OR_WENT, 1, room);
        });
        assertThat(Cast.wait(post).memberIds()).containsExactlyInAnyOrder(anna.id(), ben.id(), carla.id());
    }

    @Test
    void aPostThatWaitedForAnotherComesBehindIt() throws Exception {
        CompletionStage<Posted> post = postWhile(anna, other -> {
            run(
                    other,
                    "insert into messages (id, room_id, seq, change, sender_id, client_id, body, created_at)"
                            + " values (?, ?, 2, 2, ?, ?, 'by another server', current_timestamp)",
                    UUID.randomUUID(),
                    room,
                    ben.id(),
                    UUID.randomUUID());
            run(other, "update rooms set last_seq = 2, last_change = 2 where id = ?", room);
        });
        assertThat(Cast.wait(post).message().seq()).isEqualTo(3);
        assertThat(Cast.wait(post).message().change()).isEqualTo(3);
    }

    @Test
    void whatIsSpecialAmongThoseWhoWaitedTakesNobodysPlace() throws Exception {
        UUID known = UUID.randomUUID();
        assertThat(Cast.wait(messages.post(anna, NewMessage.inRoom(known, room, "Known")))
                        .message()
                        .seq())
                .isEqualTo(2);
        Caller carla = Cast.person(users, "Carla");
        UUID elsewhere = groups.create(carla, new NewGroup(RoomKind.CLOSED, "Elsewhere", "", List.of()));
        List<CompletionStage<Posted>> behind = new ArrayList<>();
        CompletionStage<Posted> first = postWhile(anna, other -> {
            behind.add(messages.post(anna, NewMessage.inRoom(UUID.randomUUID(), room, "Plain")));
            behind.add(messages.post(anna, answer(new UUID(7, 7))));
            behind.add(messages.post(carla, NewMessage.inRoom(UUID.randomUUID(), room, "Let me in")));
            behind.add(messages.post(carla, NewMessage.inRoom(UUID.randomUUID(), elsewhere, "Here I may")));
            behind.add(messages.post(anna, NewMessage.inRoom(known, room, "Known")));
            behind.add(messages.post(ben, NewMessage.inRoom(UUID.randomUUID(), room, "Also plain")));
            behind.add(messages.post(anna, NewMessage.inRoom(UUID.randomUUID(), room, "Plain again")));
        });
        assertThat(Cast.wait(first).message().seq()).isEqualTo(3);
        Cast.expectRefused("not_found", () -> Cast.wait(behind.get(1)));
        Cast.expectRefused("not_found", () -> Cast.wait(behind.get(2)));
        assertThat(Cast.wait(behind.get(3)).message().seq()).isEqualTo(1);
        assertThat(Cast.wait(behind.get(4)).replayed()).isTrue();
        assertThat(Cast.wait(behind.get(4)).message().seq()).isEqualTo(2);
        Posted plain = Cast.wait(behind.get(0));
        Posted again = Cast.wait(behind.get(6));
        assertThat(plain.message().seq()).isLessThan(again.message().seq());
        assertThat(List.of(
                        plain.message().seq(),
                        Cast.wait(behind.get(5)).message().seq(),
                        again.message().seq()))
                .containsExactlyInAnyOrder(4L, 5L, 6L);
        Posted answered = Cast.wait(messages.post(ben, answer(plain.message().id())));
        assertThat(answered.message().seq()).isEqualTo(7);
        assertThat(answered.message().change()).isEqualTo(7);
    }

    @Test
    void everyPostGoesToWhoIsInTheRoomThen() {
        Caller carla = Cast.person(users, "Carla");
        groups.invite(anna, room, carla.username(), null);
        assertThat(say(carla, "Hello").memberIds()).containsExactlyInAnyOrder(anna.id(), ben.id(), carla.id());
        groups.leave(ben, room);
        assertThat(say(anna, "Bye").memberIds()).containsExactlyInAnyOrder(anna.id(), carla.id());
        groups.invite(anna, room, ben.username(), null);
        groups.leave(carla, room);
        assertThat(say(ben, "Back").memberIds())
                .as("as many as before, but others")
                .containsExactlyInAnyOrder(anna.id(), ben.id());
    }

    private NewMessage answer(UUID to) {
        return new NewMessage(UUID.randomUUID(), room, null, "An answer", to);
    }

    private Posted say(Caller sender, String text) {
        return Cast.wait(messages.post(sender, NewMessage.inRoom(UUID.randomUUID(), room, text)));
    }

    /** Posts while another transaction has the room, which goes on and ends once the post waits for it. */
    private CompletionStage<Posted> postWhile(Caller sender, Work work) throws Exception {
        transaction.begin();
        try (Connection other = database.getConnection()) {
            run(other, "update rooms set topic = 'busy' where id = ?", room);
            CompletionStage<Posted> post =
                    messages.post(sender, NewMessage.inRoom(UUID.randomUUID(), room, "Meanwhile"));
            long start = System.nanoTime();
            while (waiting(other) == 0) {
                assertThat(System.nanoTime() - start).as("somebody waits").isLessThan(TimeUnit.SECONDS.toNanos(30));
                Thread.onSpinWait();
            }
            work.on(other);
            transaction.commit();
            return post;
        } finally {
            if (transaction.getStatus() == Status.STATUS_ACTIVE) {
                transaction.rollback();
            }
        }
    }

    /** How many wait for somebody else's lock. */
    private static int waiting(Connection connection) throws SQLException {
        boolean isPostgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        isPostgres
                                ? "select count(*) from pg_locks where not granted"
                                : "select count(*) from information_schema.sessions where blocker_id is not null")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
