package org.chatboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups and channels, as the live connections of their people see them. */
class LiveRoomsIT {

    /** Promised is one second; the rest is for machines that do a lot else. */
    private static final long WITHIN_MILLIS = 3_000;

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.carla();

    @BeforeEach
    void allAreSignedIn() {
        anna.joins();
        ben.joins();
        carla.joins();
    }

    @Test
    void whoIsBroughtInHearsOfTheRoomAndOfWhoIsThere() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            String room = group("CLOSED", ben);
            JsonObject opened = bens.await("room.opened").getJsonObject("room");
            assertThat(opened.getString("id")).isEqualTo(room);
            assertThat(opened.getString("role")).isEqualTo("MEMBER");
            assertThat(opened.getInt("memberCount")).isEqualTo(2);
            assertThat(annas.await("room.opened").getJsonObject("room").getString("role"))
                    .isEqualTo("OWNER");
            online(bens, anna);
            online(annas, ben);

            assertThat(anna.sendJson("PUT", members(room, carla), "{}").statusCode())
                    .isEqualTo(201);
            assertThat(carlas.await("room.opened").getJsonObject("room").getInt("memberCount"))
                    .isEqualTo(3);
            JsonObject changed = bens.await("room.changed").getJsonObject("room");
            assertThat(changed.getJsonArray("members").getValuesAs(JsonObject.class))
                    .extracting(member -> member.getString("username"))
                    .containsExactly(anna.username(), ben.username(), carla.username());
            online(bens, carla);
            online(carlas, ben);
        }
    }

    @Test
    void everybodyInAGroupHearsWhatIsSaidReadAndTyped() {
        String room = group("CLOSED", ben, carla);
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            post(annas, room, "Hello, all");
            for (ChatSocket socket : List.of(bens, carlas)) {
                assertThat(socket.heard("Hello, all").getString("sender")).isEqualTo(anna.username());
            }
            bens.send("{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":1}");
            for (ChatSocket socket : List.of(annas, carlas)) {
                assertThat(socket.await("room.read").getString("userId"))
                        .isEqualTo(ben.id().toString());
            }
            carlas.send("{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}");
            for (ChatSocket socket : List.of(annas, bens)) {
                assertThat(socket.await("typing").getString("userId"))
                        .isEqualTo(carla.id().toString());
            }
        }
    }

    @Test
    void aNewNameIsToldToEverybodyWithWhatTheyHaveNotRead() {
        String room = group("OPEN", ben);
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            post(annas, room, "one");
            post(bens, room, "two");
            String name = "Renamed " + UUID.randomUUID();
            anna.sendJson(
                    "PATCH", "/api/v1/rooms/" + room, "{\"name\":\"" + name + "\",\"topic\":\"What it is about\"}");
            for (ChatSocket socket : List.of(annas, bens)) {
                JsonObject changed = socket.await("room.changed").getJsonObject("room");
                assertThat(changed.getString("name")).isEqualTo(name);
                assertThat(changed.getString("topic")).isEqualTo("What it is about");
                assertThat(changed.getInt("unread")).isEqualTo(1);
                assertThat(changed.getJsonObject("lastMessage").getString("text"))
                        .isEqualTo("two");
                assertThat(changed.getJsonObject("lastMessage").containsKey("clientId"))
                        .isEqualTo(socket == bens);
            }
            anna.sendJson("PATCH", "/api/v1/rooms/" + room, "{\"archived\":true}");
            assertThat(bens.await("room.changed").getJsonObject("room").getString("archivedAt"))
                    .endsWith("Z");
            UUID late = UUID.randomUUID();
            bens.send(Json.postIn(room, late, "too late"));
            assertThat(bens.answered(late).getString("code")).isEqualTo("room_archived");
            assertThat(carlas.settle()).noneMatch(frame -> frame.toString().contains(room));
        }
    }

    @Test
    void whoIsSentAwayHearsAndSaysNothingThereFromThenOn() {
        String room = group("CLOSED", ben, carla);
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket bensOther = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            post(annas, room, "before");
            bens.heard("before");
            bensOther.heard("before");
            long start = System.nanoTime();
            assertThat(anna.sendJson("DELETE", members(room, ben), "").statusCode())
                    .isEqualTo(204);
            for (ChatSocket socket : List.of(bens, bensOther)) {
                assertThat(socket.await("room.closed").getString("roomId")).isEqualTo(room);
            }
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(WITHIN_MILLIS);
            assertThat(carlas.await("room.changed").getJsonObject("room").getInt("memberCount"))
                    .isEqualTo(2);

            post(annas, room, "without Ben");
            carlas.heard("without Ben");
            carlas.send("{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":2}");
            carlas.send("{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}");
            carlas.settle();
            UUID clientId = UUID.randomUUID();
            bens.send(Json.postIn(room, clientId, "from outside"));
            assertThat(bens.answered(clientId).getString("code")).isEqualTo("not_found");
            bens.send("{\"type\":\"room.changes\",\"ref\":\"c\",\"roomId\":\"" + room + "\",\"after\":0}");
            assertThat(bens.await("error", "ref", "c").getString("code")).isEqualTo("not_found");
            for (ChatSocket socket : List.of(bens, bensOther)) {
                assertThat(socket.settle())
                        .noneMatch(frame -> frame.toString().contains(room))
                        .noneMatch(frame -> frame.toString().contains("without Ben"));
            }
            assertThat(ben.json("/api/v1/sync").toString()).doesNotContain(room);
        }
    }

    @Test
    void whoSharesNoRoomAnyMoreIsNotToldWhoComesAndGoes() {
        String room = group("CLOSED", ben, carla);
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            annas.say(carla, "We two stay in touch");
            ChatSocket carlas = ChatSocket.greeted(carla);
            try (ChatSocket bens = ChatSocket.greeted(ben)) {
                anna.sendJson("DELETE", members(room, ben), "");
                bens.await("room.closed");
                carlas.await("room.changed");
                bens.drain();
                annas.drain();
                carlas.close();
                annas.await(
                        "Carla offline",
                        frame -> isPresence(frame, carla)
                                && frame.getString("state").equals("offline"));
                assertThat(bens.settle()).noneMatch(frame -> isPresence(frame, carla));
            }
            try (ChatSocket again = ChatSocket.greeted(carla)) {
                online(annas, carla);
                assertThat(again.settle()).noneMatch(frame -> isPresence(frame, ben));
            }
        }
    }

    @Test
    void anOpenChannelIsJoinedAndLeftAndJoinedAgain() {
        String room = group("OPEN");
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            UUID outside = UUID.randomUUID();
            bens.send(Json.postIn(room, outside, "let me in"));
            assertThat(bens.answered(outside).getString("code")).isEqualTo("not_a_member");
            post(annas, room, "one");
            for (int round = 1; round <= 2; round++) {
                assertThat(ben.sendJson("PUT", "/api/v1/rooms/" + room + "/membership", "")
                                .statusCode())
                        .isEqualTo(201);
                JsonObject opened = bens.await("room.opened").getJsonObject("room");
                assertThat(opened.getInt("unread")).isZero();
                assertThat(opened.getInt("lastReadSeq")).isEqualTo(round);
                assertThat(annas.await("room.changed").getJsonObject("room").getInt("memberCount"))
                        .isEqualTo(2);
                post(bens, room, "Hello from round " + round);
                annas.heard("Hello from round " + round);
                ben.sendJson("DELETE", "/api/v1/rooms/" + room + "/membership", "");
                bens.await("room.closed");
                assertThat(annas.await("room.changed").getJsonObject("room").getInt("memberCount"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void largeRoomsAreQuieter() {
        Person[] crowd =
                Stream.generate(() -> Person.carla().signUp()).limit(100).toArray(Person[]::new);
        String room = group("OPEN", crowd);
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            ben.sendJson("PUT", "/api/v1/rooms/" + room + "/membership", "");
            JsonObject opened = bens.await("room.opened").getJsonObject("room");
            assertThat(opened.getInt("memberCount")).isEqualTo(102);
            assertThat(opened.getJsonArray("members")).hasSize(100);
            post(annas, room, "Hello, all");
            bens.heard("Hello, all");
            bens.send("{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":1}");
            bens.await("room.read");
            bens.send("{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}");
            bens.settle();
            assertThat(annas.settle()).isEmpty();
            assertThat(bens.drain()).isEmpty();
            anna.sendJson("PATCH", "/api/v1/rooms/" + room, "{\"topic\":\"For everybody\"}");
            for (ChatSocket socket : List.of(annas, bens)) {
                assertThat(socket.await("room.changed").getJsonObject("room").getInt("memberCount"))
                        .isEqualTo(102);
            }
            anna.sendJson("DELETE", members(room, crowd[0]), "");
            anna.sendJson("DELETE", members(room, crowd[1]), "");
            assertThat(annas.await("room.changed").getJsonObject("room").getInt("memberCount"))
                    .as("from a hundred on everything is told again")
                    .isEqualTo(100);
            online(annas, ben);
            online(bens, anna);
        }
    }

    @Test
    void theGreetingKnowsGroups() {
        String room = group("CLOSED", ben);
        try (ChatSocket bens = ChatSocket.open(ben)) {
            JsonObject told = bens.await("hello").getJsonArray("rooms").getJsonObject(0);
            assertThat(told).isEqualTo(ben.json("/api/v1/rooms/" + room));
            assertThat(told)
                    .isEqualTo(ben.json("/api/v1/rooms").getJsonArray("items").getJsonObject(0));
        }
    }

    private String group(String kind, Person... members) {
        String list = String.join(
                ",",
                List.of(members).stream()
                        .map(person -> Json.quoted(person.username()))
                        .toList());
        String body =
                "{\"kind\":\"" + kind + "\",\"name\":\"Team " + UUID.randomUUID() + "\",\"members\":[" + list + "]}";
        return Json.object(anna.postJson("/api/v1/rooms", body).body()).getString("id");
    }

    private static String members(String room, Person person) {
        return "/api/v1/rooms/" + room + "/members/" + person.username();
    }

    private static void post(ChatSocket socket, String room, String text) {
        UUID clientId = UUID.randomUUID();
        socket.send(Json.postIn(room, clientId, text));
        socket.acknowledged(clientId);
    }

    private static void online(ChatSocket socket, Person person) {
        socket.await(
                person.username() + " online",
                frame -> isPresence(frame, person) && frame.getString("state").equals("online"));
    }

    private static boolean isPresence(JsonObject frame, Person person) {
        return frame.getString("type").equals("presence.changed")
                && frame.getString("userId").equals(person.id().toString());
    }
}
