package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people chat, each in two tabs. */
class LiveChatIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();

    @BeforeEach
    void bothAreSignedIn() {
        anna.joins();
        ben.joins();
    }

    @Test
    void everybodyHearsOfANewColleague() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            Person newcomer = Person.carla().joins();
            annas.await(
                    "the newcomer",
                    frame -> frame.getString("type").equals("user.registered")
                            && frame.getJsonObject("user").getString("username").equals(newcomer.username()));
        }
    }

    @Test
    void theGreetingSaysWhoAndWhat() {
        try (ChatSocket tab = ChatSocket.open(anna)) {
            JsonObject hello = tab.await("hello");
            assertThat(hello.getJsonObject("user").getString("username")).isEqualTo(anna.username());
            assertThat(hello.getJsonObject("user").getString("name")).isEqualTo(anna.displayName());
            assertThat(hello.getString("serverTime")).endsWith("Z");
            assertThat(hello.getInt("heartbeat")).isEqualTo(25);
            assertThat(hello.getJsonArray("rooms")).isEmpty();
        }
    }

    @Test
    void aMessageReachesEveryTabOfBothAndOnlyTheSenderLearnsItsClientId() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket annasOther = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket bensOther = ChatSocket.greeted(ben)) {
            String clientId = annas.post(ben, "Hi Ben!").toString();
            for (ChatSocket tab : List.of(annas, annasOther)) {
                assertThat(tab.await("message.posted").getString("clientId")).isEqualTo(clientId);
            }
            for (ChatSocket tab : List.of(bens, bensOther)) {
                JsonObject posted = tab.await("message.posted");
                assertThat(posted.toString()).doesNotContain(clientId);
                JsonObject message = posted.getJsonObject("message");
                assertThat(message.getString("text")).isEqualTo("Hi Ben!");
                assertThat(message.getString("sender")).isEqualTo(anna.username());
                assertThat(message.getInt("seq")).isEqualTo(1);
                assertThat(message.getString("senderId")).isEqualTo(anna.id().toString());
            }
        }
    }

    @Test
    void theRoomOpensForBothBeforeItsFirstMessage() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            annas.say(ben, "Hi");
            JsonObject posted = bens.await("message.posted");
            JsonObject opened = bens.await("room.opened");
            assertThat(opened.getJsonObject("room").getString("id")).isEqualTo(posted.getString("roomId"));
            assertThat(opened.getJsonObject("room").getString("name")).isEqualTo(anna.displayName());
        }
    }

    @Test
    void postingTwiceWithTheSameClientIdStoresOnce() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket annasOther = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            UUID clientId = annas.post(ben, "Once");
            JsonObject first = annas.acknowledged(clientId);
            annasOther.acknowledged(clientId);
            for (ChatSocket tab : List.of(annas, annasOther)) {
                tab.send(Json.postTo(ben.username(), clientId, "Another text"));
                JsonObject again = tab.acknowledged(clientId);
                assertThat(again.getBoolean("replayed")).isTrue();
                assertThat(again.getJsonObject("message")).isEqualTo(first.getJsonObject("message"));
            }
            annas.say(ben, "Next");
            bens.heard("Once");
            bens.heard("Next");
            assertThat(bens.settle()).noneMatch(LiveChatIT::isMessage);
            assertThat(texts(ben, first.getString("roomId"), "")).containsExactly("Once", "Next");
        }
    }

    @Test
    void theSameClientIdOfSomebodyElseIsAnotherMessage() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            UUID clientId = annas.post(ben, "From Anna");
            String room = annas.acknowledged(clientId).getString("roomId");
            bens.send(Json.postIn(room, clientId, "From Ben"));
            bens.acknowledged(clientId);
            assertThat(texts(anna, room, "")).containsExactly("From Anna", "From Ben");
        }
    }

    @Test
    void readingIsSeenByTheSenderAndByTheReadersOtherTab() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket bensOther = ChatSocket.greeted(ben)) {
            String room = annas.say(ben, "Read me").getString("roomId");
            bens.heard("Read me");
            bens.send(read(room, 1));
            for (ChatSocket tab : List.of(annas, bensOther)) {
                JsonObject read = tab.await("room.read", "userId", ben.id().toString());
                assertThat(read.getInt("seq")).isEqualTo(1);
                assertThat(read.getString("roomId")).isEqualTo(room);
            }
        }
    }

    @Test
    void unreadCountsWhatOthersSaidAndAPositionBeyondTheEndIsTheEnd() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            String room = annas.say(ben, "one").getString("roomId");
            annas.say(ben, "two");
            try (ChatSocket bens = ChatSocket.open(ben)) {
                JsonObject summary = bens.await("hello").getJsonArray("rooms").getJsonObject(0);
                assertThat(summary.getInt("unread")).isEqualTo(2);
                assertThat(summary.getJsonObject("lastMessage").getString("text"))
                        .isEqualTo("two");
                bens.send(read(room, 1_000_000));
                assertThat(annas.await("room.read").getInt("seq")).isEqualTo(2);
                bens.send(read(room, 1));
                bens.settle();
            }
            try (ChatSocket later = ChatSocket.open(ben)) {
                JsonObject summary = later.await("hello").getJsonArray("rooms").getJsonObject(0);
                assertThat(summary.getInt("unread")).isZero();
                assertThat(summary.getInt("lastReadSeq")).isEqualTo(2);
            }
        }
    }

    @Test
    void typingIsSeenByTheOtherOnly() {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            String room = annas.say(ben, "Hi").getString("roomId");
            annas.send("{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}");
            assertThat(bens.await("typing").getString("userId"))
                    .isEqualTo(anna.id().toString());
        }
    }

    @Test
    void beingHereIsSeenWhileTheLastTabIsOpen() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            annas.say(ben, "Hi");
            ChatSocket tab = ChatSocket.greeted(ben);
            annas.await(
                    "Ben online",
                    frame -> isPresence(frame, ben) && frame.getString("state").equals("online"));
            ChatSocket other = ChatSocket.greeted(ben);
            tab.close();
            assertThat(other.isUsable()).isTrue();
            other.close();
            JsonObject gone = annas.await(
                    "Ben offline",
                    frame -> isPresence(frame, ben) && frame.getString("state").equals("offline"));
            assertThat(gone.getString("lastSeenAt")).endsWith("Z");
        }
    }

    @Test
    void whoIsWatchedIsToldWithoutARoomInCommon() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            annas.send("{\"type\":\"presence.watch\",\"userIds\":[\"" + ben.id() + "\"]}");
            annas.settle();
            try (ChatSocket bens = ChatSocket.greeted(ben)) {
                annas.await(
                        "Ben online",
                        frame -> isPresence(frame, ben)
                                && frame.getString("state").equals("online"));
                assertThat(bens.isUsable()).isTrue();
            }
            annas.await(
                    "Ben offline",
                    frame -> isPresence(frame, ben) && frame.getString("state").equals("offline"));
        }
    }

    @Test
    void whatWasMissedIsCaughtUpByChange() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            String room = annas.say(ben, "one").getString("roomId");
            IntStream.rangeClosed(2, 5).forEach(n -> annas.say(ben, "number " + n));
            try (ChatSocket bens = ChatSocket.greeted(ben)) {
                bens.send("{\"type\":\"room.changes\",\"roomId\":\"" + room + "\",\"after\":2}");
                JsonObject changes = bens.await("room.changes");
                assertThat(changes.getJsonArray("messages").getValuesAs(JsonObject.class))
                        .extracting(message -> message.getString("text"))
                        .containsExactly("number 3", "number 4", "number 5");
                assertThat(changes.getInt("upTo")).isEqualTo(5);
                assertThat(changes.getBoolean("more")).isFalse();
                bens.send("{\"type\":\"room.changes\",\"roomId\":\"" + room + "\",\"after\":5}");
                assertThat(bens.await("room.changes").getJsonArray("messages")).isEmpty();
            }
        }
    }

    @Test
    void historyComesInPagesAroundAnAnchor() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            String room = annas.say(ben, "1").getString("roomId");
            IntStream.rangeClosed(2, 12).forEach(n -> annas.say(ben, String.valueOf(n)));
            assertThat(texts(ben, room, "?anchor=newest&before=2")).containsExactly("10", "11", "12");
            assertThat(texts(ben, room, "?anchor=oldest&after=1&before=0")).containsExactly("1", "2");
            assertThat(texts(ben, room, "?anchor=6&before=1&after=1")).containsExactly("5", "6", "7");
            assertThat(texts(ben, room, "?anchor=first_unread&before=0&after=0"))
                    .containsExactly("1");
            JsonObject page = ben.json(history(room) + "?anchor=6&before=1&after=1");
            assertThat(page.getBoolean("foundOldest")).isFalse();
            assertThat(page.getBoolean("foundNewest")).isFalse();
            assertThat(page.getInt("lastSeq")).isEqualTo(12);
            JsonObject all = ben.json(history(room));
            assertThat(all.getBoolean("foundOldest")).isTrue();
            assertThat(all.getBoolean("foundNewest")).isTrue();
        }
    }

    @Test
    void aThirdPersonSeesNothing() {
        Person carla = Person.carla().joins();
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            String room = annas.say(ben, "Between us").getString("roomId");
            carlas.send(Json.postIn(room, UUID.randomUUID(), "Me too"));
            assertThat(carlas.await("error").getString("code")).isEqualTo("not_found");
            carlas.send("{\"type\":\"room.changes\",\"roomId\":\"" + room + "\",\"after\":0}");
            assertThat(carlas.await("error").getString("code")).isEqualTo("not_found");
            carlas.send(read(room, 1));
            assertThat(carlas.await("error").getString("code")).isEqualTo("not_found");
            assertThat(carlas.settle()).noneMatch(LiveChatIT::isMessage);
            assertThat(carla.get(history(room)).statusCode()).isEqualTo(404);
        }
    }

    private static boolean isMessage(JsonObject frame) {
        return frame.getString("type").equals("message.posted");
    }

    private static boolean isPresence(JsonObject frame, Person person) {
        return frame.getString("type").equals("presence.changed")
                && frame.getString("userId").equals(person.id().toString());
    }

    private static String read(String room, long seq) {
        return "{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":" + seq + "}";
    }

    private static String history(String room) {
        return "/api/v1/rooms/" + room + "/messages";
    }

    private static List<String> texts(Person reader, String room, String query) {
        return reader.json(history(room) + query).getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("text"))
                .toList();
    }
}
