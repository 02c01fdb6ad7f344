package org.chatboard.editing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages are edited and withdrawn over the live connection, and everybody sees it. */
class EditingIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();

    @BeforeEach
    void bothAreSignedIn() {
        anna.joins();
        ben.joins();
    }

    @Test
    void anEditReachesEveryTabOfBothInItsPlace() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket annasOther = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            JsonObject first = annas.say(ben, "Helo");
            annas.say(ben, "second");
            annas.send(edit(first, "Hello", ""));
            for (ChatSocket tab : List.of(annas, annasOther)) {
                JsonObject message = tab.await("message.changed").getJsonObject("message");
                assertThat(message.getString("clientId")).isEqualTo(first.getString("clientId"));
                assertThat(message.getString("text")).isEqualTo("Hello");
            }
            JsonObject changed = bens.await("message.changed");
            assertThat(changed.getString("roomId")).isEqualTo(first.getString("roomId"));
            JsonObject message = changed.getJsonObject("message");
            assertThat(message.getString("text")).isEqualTo("Hello");
            assertThat(message.getInt("seq")).isEqualTo(1);
            assertThat(message.getInt("change")).isEqualTo(3);
            assertThat(message.getString("editedAt")).endsWith("Z");
            assertThat(message.containsKey("clientId")).isFalse();
        }
    }

    @Test
    void whatIsDeletedIsEmptyForEverybodyAndUnreadForNobody() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            JsonObject first = annas.say(ben, "wrong window");
            annas.say(ben, "right window");
            annas.send("{\"type\":\"message.delete\",\"messageId\":\"" + first.getString("id") + "\"}");
            JsonObject gone = bens.await("message.changed").getJsonObject("message");
            assertThat(gone.getString("text")).isEmpty();
            assertThat(gone.getString("deletedAt")).endsWith("Z");
            assertThat(gone.toString()).doesNotContain("wrong window");
            try (ChatSocket later = ChatSocket.open(ben)) {
                JsonObject room = later.await("hello").getJsonArray("rooms").getJsonObject(0);
                assertThat(room.getInt("unread")).isEqualTo(1);
                assertThat(room.getInt("lastChange")).isEqualTo(3);
            }
        }
    }

    @Test
    void postsAndEditsOfARoomLeaveInTheOrderOfItsChanges() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            JsonObject first = annas.say(ben, "first");
            String room = first.getString("roomId");
            for (int i = 0; i < 12; i++) {
                annas.send(Json.postIn(room, UUID.randomUUID(), "more " + i));
                annas.send(edit(first, "edit " + i, ""));
            }
            bens.await("the last edit", frame -> isChange(frame) && text(frame).equals("edit 11"));
            List<JsonObject> all = ben.json("/api/v1/rooms/" + room + "/changes?after=0")
                    .getJsonArray("messages")
                    .getValuesAs(JsonObject.class);
            assertThat(all).hasSize(13);
            List<Integer> order = bens.settle().stream()
                    .filter(frame -> isChange(frame) || frame.getString("type").equals("message.posted"))
                    .map(frame -> frame.getJsonObject("message").getInt("change"))
                    .toList();
            assertThat(order).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(12);
        }
    }

    @Test
    void whoAsksTwiceIsAnsweredTwiceAndNobodyElseHears() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            JsonObject first = annas.say(ben, "one");
            String asked = edit(first, "two", ",\"change\":1");
            annas.send(asked);
            annas.await("message.changed");
            bens.await("message.changed");
            annas.send(asked);
            assertThat(text(annas.await("message.changed"))).isEqualTo("two");
            annas.send(edit(first, "three", ",\"change\":1,\"ref\":\"late\""));
            JsonObject refused = annas.await("error");
            assertThat(refused.getString("code")).isEqualTo("stale");
            assertThat(refused.getString("ref")).isEqualTo("late");
            assertThat(bens.settle()).noneMatch(EditingIT::isChange);
        }
    }

    @Test
    void othersCannotOverEitherDoor() {
        Person carla = Person.carla().joins();
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            JsonObject first = annas.say(ben, "mine");
            bens.send(edit(first, "yours", ""));
            assertThat(bens.await("error").getString("code")).isEqualTo("not_the_author");
            carlas.send(edit(first, "ours", ""));
            assertThat(carlas.await("error").getString("code")).isEqualTo("not_found");
            String path = path(first);
            expect(403, "not_the_author", ben.sendJson("PATCH", path, "{\"text\":\"yours\"}"));
            expect(403, "not_the_author", ben.sendJson("DELETE", path, ""));
            expect(403, "not_the_author", ben.get(path + "/revisions"));
            expect(404, "not_found", carla.sendJson("PATCH", path, "{\"text\":\"ours\"}"));
            expect(404, "not_found", carla.sendJson("DELETE", path, ""));
            expect(404, "not_found", carla.get(path));
            expect(404, "not_found", carla.get(path + "/revisions"));
            expect(404, "not_found", carla.get("/api/v1/rooms/" + first.getString("roomId") + "/changes"));
            expect(404, "not_found", anna.get("/api/v1/messages/x"));
            assertThat(annas.settle()).noneMatch(EditingIT::isChange);
        }
    }

    private static void expect(int status, String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Json.object(answer.body()).getString("code")).isEqualTo(code);
    }

    private static String path(JsonObject message) {
        return "/api/v1/messages/" + message.getString("id");
    }

    private static String edit(JsonObject message, String text, String more) {
        return "{\"type\":\"message.edit\",\"messageId\":\"" + message.getString("id") + "\",\"text\":"
                + Json.quoted(text) + more + "}";
    }

    private static boolean isChange(JsonObject frame) {
        return frame.getString("type").equals("message.changed");
    }

    private static String text(JsonObject frame) {
        return frame.getJsonObject("message").getString("text");
    }
}
