package org.chatboard.messages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
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

/** Somebody with many rooms, one of them long: what is asked of the database stays the same. */
@ArquillianTest
class LongHistoryIT {

    private static final int ROOMS = 60;
    private static final int LENGTH = 2_500;

    @Inject
    MessageService messages;

    @Inject
    RoomService rooms;

    @Inject
    UserService users;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    private Caller anna = new Caller(new UUID(0, 0), "nobody", Set.of());
    private List<UserView> colleagues = List.of();
    private UUID longRoom = new UUID(0, 0);

    @Deployment
    static WebArchive chatboard() {
        return InContainer.chatboard();
    }

    @BeforeEach
    void annaHasManyRooms() throws SQLException {
        String name = "anna-" + UUID.randomUUID().toString().substring(0, 12);
        List<UserView> team = users.registerTeam(IntStream.rangeClosed(0, ROOMS)
                .mapToObj(i -> newUser(name + "-" + i))
                .toList());
        colleagues = team.subList(1, team.size());
        anna = callerOf(team.get(0));
        colleagues.forEach(colleague -> post(anna, colleague.username(), "Hi"));
        longRoom = rooms.findDirect(anna, colleagues.get(0).id()).orElseThrow();
        fill(longRoom, colleagues.get(0).id());
    }

    @Test
    void aLongHistoryTakesAsManyStatementsAsAShortOne() {
        assertThat(statements(repository -> repository.listBySeq(longRoom, 1, 200)))
                .isEqualTo(1);
        assertThat(statements(repository -> repository.listByChange(longRoom, 0, 200, Long.MAX_VALUE)))
                .isEqualTo(1);
    }

    @Test
    void theNewestRoomsComeFirstAndNoMoreThanAskedFor() {
        UserView last = colleagues.get(ROOMS / 2);
        post(anna, last.username(), "Once more");
        List<RoomSummary> newest = messages.overview(anna, 10);
        List<RoomSummary> all = messages.overview(anna);
        assertThat(newest).hasSize(10).isEqualTo(all.subList(0, 10));
        assertThat(all).hasSize(ROOMS);
        assertThat(newest.get(0).name()).isEqualTo(last.displayName());
        assertThat(newest).allMatch(room -> room.members().size() == 2);
    }

    @Test
    void oneRoomIsShownAsInTheListAndToMembersOnly() {
        assertThat(messages.room(anna, longRoom))
                .isEqualTo(messages.overview(anna).stream()
                        .filter(room -> room.id().equals(longRoom))
                        .findFirst());
        assertThat(messages.room(callerOf(colleagues.get(5)), longRoom)).isEmpty();
    }

    @Test
    void unreadStopsAtAThousandAndTheRoomOpensAtTheFirstOfThem() {
        assertThat(messages.room(anna, longRoom).orElseThrow().unread()).isEqualTo(1_000);
        rooms.markRead(anna, longRoom, LENGTH - 700);
        assertThat(messages.room(anna, longRoom).orElseThrow().unread()).isEqualTo(700);
        HistoryPage page = messages.history(anna, longRoom, new HistoryQuery("first_unread", 10, 20));
        assertThat(page.messages())
                .extracting(MessageView::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(LENGTH - 709, LENGTH - 679)
                        .boxed()
                        .toList());
        assertThat(page.foundOldest()).isFalse();
        assertThat(page.foundNewest()).isFalse();
    }

    private int statements(Consumer<MessageRepository> question) {
        AtomicInteger count = new AtomicInteger();
        MessageRepository repository = new MessageRepository();
        repository.database = counting(DataSource.class, database, count);
        question.accept(repository);
        return count.get();
    }

    /** Hands everything on and counts the statements that are made. */
    private static <T> T counting(Class<T> type, T real, AtomicInteger count) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            try {
                Object answer = method.invoke(real, args);
                if (answer instanceof Connection connection) {
                    return counting(Connection.class, connection, count);
                }
                if (method.getName().startsWith("prepare") || method.getName().startsWith("create")) {
                    count.addAndGet(answer instanceof Statement ? 1 : 0);
                }
                return answer;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }

    /** Thousands of messages by one person, past the log: posting them would take its time. */
    private void fill(UUID room, UUID sender) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into messages (id, room_id, seq, change, sender_id, client_id,"
                                + " body, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement update = connection.prepareStatement(
                        "update rooms set last_seq = ?, last_change = last_seq where id = ?")) {
            for (long seq = 2; seq <= LENGTH; seq++) {
                insert.setObject(1, UUID.randomUUID());
                insert.setObject(2, room);
                insert.setLong(3, seq);
                insert.setLong(4, seq);
                insert.setObject(5, sender);
                insert.setObject(6, UUID.randomUUID());
                insert.setString(7, "Message " + seq);
                insert.setObject(8, OffsetDateTime.now(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
            update.setLong(1, LENGTH);
            update.setObject(2, room);
            update.executeUpdate();
        }
    }

    private void post(Caller from, String to, String text) {
        messages.post(from, NewMessage.to(UUID.randomUUID(), to, text))
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static NewUser newUser(String username) {
        return new NewUser(username, username + "@example.org", "Anna", "of " + username, "correct horse battery");
    }

    private static Caller callerOf(UserView user) {
        return new Caller(user.id(), user.username(), Set.of(Role.USER));
    }
}
