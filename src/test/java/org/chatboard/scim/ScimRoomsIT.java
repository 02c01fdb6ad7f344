package org.chatboard.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatboard.scim.Directory.fresh;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rooms follow the groups of a directory; what people did by hand stays. The server of the tests is told the rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimRoomsIT {

    private static final String HALL = "Rule-Hall";
    private static final String DESK = "Rule-Desk";

    private Directory directory = new Directory("");

    @BeforeAll
    void thereIsADirectory() {
        directory = Directory.ofIda();
    }

    private String group(String stem, Person... members) {
        StringBuilder values = new StringBuilder();
        for (Person member : members) {
            values.append(values.isEmpty() ? "" : ",").append("{\"value\":\"" + member.id() + "\"}");
        }
        return "/Groups/"
                + Directory.made(directory.post(
                                "/Groups", "{\"displayName\":\"" + fresh(stem) + "\",\"members\":[" + values + "]}"))
                        .getString("id");
    }

    private void delete(String group) {
        assertThat(directory.send("DELETE", group, null).statusCode()).isEqualTo(204);
    }

    private void setMembers(String group, String op, Person person) {
        assertThat(directory
                        .patch(group, "{'op':'" + op + "','path':'members','value':[{'value':'" + person.id() + "'}]}")
                        .statusCode())
                .isEqualTo(204);
    }

    private static Predicate<JsonObject> opened(String name) {
        return frame -> frame.getString("type").equals("room.opened")
                && frame.getJsonObject("room").getString("name", "").equals(name);
    }

    private static List<String> rooms(Person person) {
        return Sql.run(
                "select concat(r.name, ' ', r.kind, ' ', m.role) from memberships m join rooms r on r.id = m.room_id"
                        + " where m.user_id = '" + person.id() + "' order by r.name");
    }

    /** Changes are followed one after the other: once this person is in, all before has been followed. */
    private void allIsFollowed() {
        Person last = Person.ben().joins();
        try (ChatSocket socket = ChatSocket.greeted(last)) {
            group("cb-last", last);
            socket.await("the hall", opened(HALL));
        }
    }

    @Test
    void peopleComeAndGoLiveWithTheirGroups() {
        Person anna = Person.anna().joins();
        Person ben = Person.ben().joins();
        String staff = group("cb-staff", ben);
        try (ChatSocket of = ChatSocket.greeted(anna)) {
            String desk = group("cb-desk", anna);
            of.await("the hall", opened(HALL));
            JsonObject closed = of.await("the desk", opened(DESK)).getJsonObject("room");
            assertThat(rooms(anna)).containsExactly("Rule-Desk CLOSED MEMBER", "Rule-Hall OPEN MEMBER");

            setMembers(staff, "add", anna);
            setMembers(desk, "remove", anna);
            of.await("room.closed", "roomId", closed.getString("id"));
            assertThat(rooms(anna)).as("the other group still gives it").containsExactly("Rule-Hall OPEN MEMBER");

            delete(staff);
            of.await("room.closed");
            assertThat(rooms(anna)).isEmpty();
        }
        allIsFollowed();
        assertThat(rooms(ben)).isEmpty();
        assertThat(Sql.run("select count(*) from rooms where name = '" + HALL + "'"))
                .containsExactly("1");
    }

    @Test
    void whoCameByHandStaysAndWhoWentByHandStaysAway() {
        Person before = Person.carla().joins();
        Person away = Person.anna().joins();
        String first = group("cb-first", away);
        allIsFollowed();
        String hall = "/api/v1/rooms/"
                + Sql.run("select room_id from rule_rooms where rule_key = '#rule-hall'")
                        .get(0);
        assertThat(before.sendJson("PUT", hall + "/membership", "{}").statusCode())
                .isEqualTo(201);
        assertThat(away.sendJson("DELETE", hall + "/membership", "").statusCode())
                .isEqualTo(204);

        setMembers(first, "add", before);
        String second = group("cb-second", away);
        allIsFollowed();
        assertThat(rooms(before)).containsExactly("Rule-Hall OPEN MEMBER");
        assertThat(rooms(away)).as("a second group is nothing new").isEmpty();

        delete(first);
        delete(second);
        allIsFollowed();
        assertThat(rooms(before)).containsExactly("Rule-Hall OPEN MEMBER");
        group("cb-third", away);
        allIsFollowed();
        assertThat(rooms(away)).containsExactly("Rule-Hall OPEN MEMBER");
    }

    @Test
    void theHighestRoleCountsAndIsTakenBack() {
        Person carla = Person.carla().joins();
        group("cb-staff", carla);
        String lead = group("cb-lead", carla);
        allIsFollowed();
        assertThat(rooms(carla)).containsExactly("Rule-Hall OPEN MODERATOR");
        delete(lead);
        allIsFollowed();
        assertThat(rooms(carla)).containsExactly("Rule-Hall OPEN MEMBER");
    }

    @Test
    void whoIsSwitchedOffJoinsNothingUntilTheyAreBack() {
        Person ben = Person.ben().joins();
        String user = "/Users/" + ben.id();
        assertThat(directory
                        .patch(user, "{'op':'replace','path':'active','value':false}")
                        .statusCode())
                .isBetween(200, 204);
        group("cb-staff", ben);
        allIsFollowed();
        assertThat(rooms(ben)).isEmpty();
        assertThat(directory
                        .patch(user, "{'op':'replace','path':'active','value':true}")
                        .statusCode())
                .isBetween(200, 204);
        allIsFollowed();
        assertThat(rooms(ben)).containsExactly("Rule-Hall OPEN MEMBER");
        assertThat(directory.send("DELETE", user, null).statusCode()).isEqualTo(204);
        allIsFollowed();
        assertThat(rooms(ben)).isEmpty();
    }
}
