package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The server is killed while people are there, messages are sent three times over both doors, and read positions are on
 * their way. Afterwards everything is as it was told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerCutIT {

    private static final int SAID = 12;
    private static final int TIMES = 3;

    /** Messages that are on their way when the power goes off, and how many of them are acknowledged by then. */
    private static final int IN_FLIGHT = 200;

    private static final int ACKNOWLEDGED = 50;

    /** One edit goes with so many of them; the first few are answered by then. */
    private static final int MESSAGES_PER_EDIT = 5;

    private static final int EDITS_ANSWERED = 5;

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.carla();
    private final ExecutorService programs = Executors.newFixedThreadPool(6);
    private final List<UUID> clientIds =
            IntStream.range(0, SAID).mapToObj(n -> UUID.randomUUID()).toList();
    private final Map<UUID, Set<JsonObject>> answers = new LinkedHashMap<>();
    private final List<UUID> inFlight =
            IntStream.range(0, IN_FLIGHT).mapToObj(n -> UUID.randomUUID()).toList();
    private final Map<UUID, JsonObject> acknowledged = new LinkedHashMap<>();
    private String room = "";
    private String carlasRoom = "";
    private String edited = "";

    @BeforeAll
    void thePowerGoesOff() {
        Stream.of(anna, ben, carla).forEach(Person::joins);
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket annasOther = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            room = annas.say(ben, "message 1").getString("roomId");
            JsonObject hi = annas.say(carla, "Hi Carla");
            carlasRoom = hi.getString("roomId");
            edited = hi.getString("id");
            sayEverythingThreeTimesOverEachDoor(annas, annasOther);

            bens.send(read(5));
            annas.await("room.read", "userId", ben.id().toString());
            for (int i = 0; i < IN_FLIGHT; i++) {
                annas.send(Json.postTo(carla.username(), inFlight.get(i), text(inFlight.get(i))));
                if (i % MESSAGES_PER_EDIT == 0) {
                    annas.send(edit(i / MESSAGES_PER_EDIT));
                }
            }
            for (UUID clientId : inFlight.subList(0, ACKNOWLEDGED)) {
                acknowledged.put(clientId, annas.acknowledged(clientId).getJsonObject("message"));
            }
            annas.await(
                    "the answer to an edit",
                    frame -> frame.getString("type").equals("message.changed")
                            && frame.getJsonObject("message").getString("text").equals("edited " + EDITS_ANSWERED));
            bens.send(read(3));
            bens.send(read(8));
            ChatServer.shared().kill9();
            assertThat(carlas.closeCode()).isEqualTo(1006);
        }
        ChatServer.shared().start();
    }

    @AfterAll
    void stop() {
        programs.shutdownNow();
    }

    private void sayEverythingThreeTimesOverEachDoor(ChatSocket one, ChatSocket other) {
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (UUID clientId : clientIds) {
            for (int i = 0; i < TIMES; i++) {
                requests.add(CompletableFuture.runAsync(() -> sayByProgram(clientId), programs));
                one.send(Json.postIn(room, clientId, text(clientId)));
                other.send(Json.postIn(room, clientId, text(clientId)));
            }
        }
        requests.forEach(CompletableFuture::join);
        for (ChatSocket socket : List.of(one, other)) {
            for (UUID clientId : clientIds) {
                for (int i = 0; i < TIMES; i++) {
                    note(clientId, socket.acknowledged(clientId).getJsonObject("message"));
                }
            }
        }
    }

    private void sayByProgram(UUID clientId) {
        String body = "{\"clientId\":\"" + clientId + "\",\"text\":\"" + text(clientId) + "\"}";
        HttpResponse<String> answer = anna.postJson("/api/v1/rooms/" + room + "/messages", body);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        note(clientId, Json.object(answer.body()).getJsonObject("message"));
    }

    private synchronized void note(UUID clientId, JsonObject message) {
        answers.computeIfAbsent(clientId, id -> new HashSet<>()).add(message);
    }

    @Test
    void theSameClientIdHasOneResultForEverOverBothDoors() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            for (UUID clientId : clientIds) {
                sayByProgram(clientId);
                annas.send(Json.postTo(ben.username(), clientId, "whatever it says now"));
                JsonObject again = annas.acknowledged(clientId);
                assertThat(again.getBoolean("replayed")).isTrue();
                note(clientId, again.getJsonObject("message"));
            }
        }
        assertThat(answers)
                .hasSize(SAID)
                .allSatisfy((clientId, results) -> assertThat(results).hasSize(1));
        List<JsonObject> stored = stored(anna);
        assertThat(stored).hasSize(SAID + 1);
        assertThat(stored.subList(1, stored.size()))
                .containsExactlyInAnyOrderElementsOf(
                        answers.values().stream().flatMap(Set::stream).toList());
        assertThat(stored)
                .extracting(message -> message.getJsonNumber("seq").longValue())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, SAID + 1).boxed().toList());
    }

    @Test
    void whatWasAcknowledgedIsStoredAndWhatIsSentAgainIsNotDoubled() {
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            inFlight.forEach(clientId -> annas.send(Json.postIn(carlasRoom, clientId, text(clientId))));
            for (UUID clientId : inFlight) {
                JsonObject answer = annas.acknowledged(clientId);
                JsonObject before = acknowledged.get(clientId);
                if (before != null) {
                    assertThat(answer.getBoolean("replayed", false)).isTrue();
                    assertThat(answer.getJsonObject("message")).isEqualTo(before);
                }
            }
        }
        List<JsonObject> stored = stored(carla, carlasRoom, 2);
        assertThat(stored)
                .extracting(message -> message.getString("text"))
                .containsExactlyInAnyOrderElementsOf(
                        inFlight.stream().map(PowerCutIT::text).toList());
        assertThat(stored)
                .extracting(message -> message.getJsonNumber("seq").longValue())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, IN_FLIGHT + 1).boxed().toList());
    }

    @Test
    void editsThatWereAnsweredAreThereAndWhatWasSaidBefore() {
        String now = carla.json("/api/v1/messages/" + edited)
                .getJsonObject("message")
                .getString("text");
        int last = Integer.parseInt(now.replace("edited ", ""));
        assertThat(last).isGreaterThanOrEqualTo(EDITS_ANSWERED);
        List<String> before = new ArrayList<>(List.of("Hi Carla"));
        IntStream.range(0, last).forEach(n -> before.add("edited " + n));
        assertThat(anna.json("/api/v1/messages/" + edited + "/revisions?limit=200")
                        .getJsonArray("items")
                        .getValuesAs(JsonObject.class))
                .extracting(former -> former.getString("text"))
                .isEqualTo(before);
    }

    @Test
    void readPositionsAreWhereTheyWereSeenOrFurtherAndNeverGoBack() {
        try (ChatSocket annas = ChatSocket.open(anna);
                ChatSocket bens = ChatSocket.open(ben)) {
            long position = position(annas.await("hello"), ben);
            assertThat(position).as("seen by Anna before: 5; on its way: 8").isIn(5L, 8L);
            JsonObject his = room(bens.await("hello"));
            assertThat(his.getJsonNumber("lastReadSeq").longValue()).isEqualTo(position);
            assertThat(his.getInt("unread")).isEqualTo((int) (SAID + 1 - position));

            bens.send(read(2));
            bens.send(read(8));
            bens.send(read(7));
            bens.send(read(1_000));
            bens.send(read(9));
            annas.await(
                    "the end", frame -> frame.getString("type").equals("room.read") && frame.getInt("seq") == SAID + 1);
            bens.settle();
            assertThat(annas.settle())
                    .filteredOn(frame -> frame.getString("type").equals("room.read"))
                    .allMatch(frame -> frame.getInt("seq") == 8);
        }
        assertThat(position(anna.json("/api/v1/sync"), ben)).isEqualTo(SAID + 1);
        assertThat(room(ben.json("/api/v1/sync")).getInt("unread")).isZero();
    }

    @Test
    void nobodyIsHereWhoDidNotComeBack() {
        try (ChatSocket annas = ChatSocket.open(anna)) {
            assertThat(annas.await("hello").getJsonArray("presence"))
                    .extracting(here -> here.asJsonObject().getString("userId"))
                    .contains(anna.id().toString())
                    .doesNotContain(carla.id().toString());
            try (ChatSocket carlas = ChatSocket.greeted(carla)) {
                annas.await("Carla here", frame -> isPresence(frame, carla, "online"));
                assertThat(carlas.isUsable()).isTrue();
            }
            annas.await("Carla gone", frame -> isPresence(frame, carla, "offline"));
        }
    }

    @Test
    void whoeverWasAwayKnowsTheSameFromAnyChangeOn() {
        try (ChatSocket bens = ChatSocket.greeted(ben)) {
            List<JsonObject> all = new ArrayList<>();
            CatchUpIT.catchUp(bens, room, 0, all);
            assertThat(all).isEqualTo(stored(ben));
            for (int after = 1; after <= SAID; after++) {
                List<JsonObject> rest = new ArrayList<>();
                CatchUpIT.catchUp(bens, room, after, rest);
                assertThat(rest).isEqualTo(all.subList(after, all.size()));
            }
        }
    }

    private List<JsonObject> stored(Person reader) {
        return stored(reader, room, 1);
    }

    private static List<JsonObject> stored(Person reader, String room, int from) {
        return reader.json("/api/v1/rooms/" + room + "/messages?anchor=" + from + "&before=0&after=199")
                .getJsonArray("messages")
                .getValuesAs(Json::said);
    }

    private JsonObject room(JsonObject hello) {
        return hello.getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                .filter(candidate -> candidate.getString("id").equals(room))
                .findFirst()
                .orElseThrow();
    }

    private long position(JsonObject hello, Person member) {
        return room(hello).getJsonArray("members").getValuesAs(JsonObject.class).stream()
                .filter(candidate ->
                        candidate.getString("userId").equals(member.id().toString()))
                .findFirst()
                .orElseThrow()
                .getJsonNumber("lastReadSeq")
                .longValue();
    }

    private static boolean isPresence(JsonObject frame, Person person, String state) {
        return frame.getString("type").equals("presence.changed")
                && frame.getString("userId").equals(person.id().toString())
                && frame.getString("state").equals(state);
    }

    private String read(long seq) {
        return "{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":" + seq + "}";
    }

    private String edit(int number) {
        return "{\"type\":\"message.edit\",\"messageId\":\"" + edited + "\",\"text\":\"edited " + number + "\"}";
    }

    private static String text(UUID clientId) {
        return "said as " + clientId;
    }
}
