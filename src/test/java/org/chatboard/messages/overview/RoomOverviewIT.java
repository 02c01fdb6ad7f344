package org.chatboard.messages.overview;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.chatboard.messages.RoomSummary;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.groups.GroupService;
import org.chatboard.rooms.groups.NewGroup;
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

/** The list of rooms of somebody who is in many, and in large ones, inside the server with its database. */
@ArquillianTest
class RoomOverviewIT {

    private static final int MANY = 130;
    private static final int LISTED = 100;

    @Resource(lookup = "jdbc/chatboard")
    DataSource database;

    @Inject
    RoomOverview overview;

    @Inject
    GroupService groups;

    @Inject
    UserService users;

    private List<Caller> people = List.of();
    private UUID channel = new UUID(0, 0);

    @Deployment
    static WebArchive chatboard() {
        return InContainer.chatboard();
    }

    @BeforeEach
    void manyAreInAChannel() {
        String name = "p-" + UUID.randomUUID().toString().substring(0, 12);
        people = users
                .registerTeam(IntStream.range(0, MANY)
                        .mapToObj(i -> new NewUser(
                                name + "-" + i,
                                name + i + "@example.org",
                                "Person",
                                "Number " + i,
                                "correct horse battery"))
                        .toList())
                .stream()
                .map(RoomOverviewIT::callerOf)
                .toList();
        channel = make(people.get(0), "Large " + name);
        people.stream().skip(1).forEach(person -> groups.join(person, channel));
    }

    @Test
    void ofALargeRoomTheFirstHundredAreReadWhoeverComesAndGoes() {
        Caller last = people.get(MANY - 1);
        RoomSummary room = overview.find(last.id(), channel).orElseThrow();
        assertThat(room.memberCount()).isEqualTo(MANY);
        assertThat(room.members()).extracting(MemberView::userId).containsExactlyElementsOf(ids(0, LISTED));
        assertThat(room.acquaintances()).isEmpty();

        people.subList(10, 30).forEach(person -> groups.leave(person, channel));
        RoomSummary fewer = overview.find(last.id(), channel).orElseThrow();
        assertThat(fewer.memberCount()).isEqualTo(MANY - 20);
        assertThat(fewer.members())
                .extracting(MemberView::userId)
                .hasSize(LISTED)
                .startsWith(ids(0, 10).toArray(UUID[]::new))
                .endsWith(people.get(LISTED + 19).id());

        people.subList(30, 45).forEach(person -> groups.leave(person, channel));
        RoomSummary small = overview.find(last.id(), channel).orElseThrow();
        assertThat(small.members()).hasSize(MANY - 35);
        assertThat(small.acquaintances()).hasSize(MANY - 35);
        groups.join(people.get(20), channel);
        assertThat(overview.find(last.id(), channel).orElseThrow().members())
                .extracting(MemberView::userId)
                .hasSize(MANY - 34)
                .endsWith(people.get(20).id());
    }

    @Test
    void manyRoomsTakeAsManyStatementsAsOne() {
        Caller anna = people.get(1);
        assertThat(statements(rooms -> rooms.list(anna.id(), 1_000))).isEqualTo(2);
        IntStream.range(0, 40).forEach(i -> make(anna, "Room " + i + " of " + anna.username()));
        assertThat(statements(rooms -> rooms.list(anna.id(), 1_000))).isEqualTo(2);
        assertThat(statements(rooms -> rooms.page(anna.id(), "", 10))).isEqualTo(2);
        assertThat(statements(rooms -> rooms.findFor(channel, Set.of(anna.id()))))
                .isEqualTo(4);
        assertThat(statements(rooms -> rooms.findFor(channel, Set.copyOf(ids(0, MANY)))))
                .isEqualTo(4);
    }

    @Test
    void everybodySeesTheRoomWithTheirOwnEyes() {
        Caller owner = people.get(0);
        Set<UUID> viewers = Set.of(owner.id(), people.get(5).id(), UUID.randomUUID());
        var seen = overview.findFor(channel, viewers);
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(owner.id(), people.get(5).id());
        seen.forEach((userId, room) ->
                assertThat(room).isEqualTo(overview.find(userId, channel).orElseThrow()));
    }

    private UUID make(Caller owner, String name) {
        return groups.create(owner, new NewGroup(RoomKind.OPEN, name, "", List.of()));
    }

    private List<UUID> ids(int from, int to) {
        return people.subList(from, to).stream().map(Caller::id).toList();
    }

    private int statements(Consumer<RoomOverview> question) {
        AtomicInteger count = new AtomicInteger();
        RoomOverview counted = new RoomOverview();
        counted.database = counting(DataSource.class, database, count);
        question.accept(counted);
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
                if (method.getName().startsWith("prepare") && answer instanceof Statement) {
                    count.incrementAndGet();
                }
                return answer;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }

    private static Caller callerOf(UserView user) {
        return new Caller(user.id(), user.username(), Set.of(Role.USER));
    }
}
