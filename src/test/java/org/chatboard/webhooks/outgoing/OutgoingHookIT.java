package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.webhooks.Hooks;
import org.chatboard.webhooks.Sql;
import org.chatboard.webhooks.outgoing.Receiver.Told;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Other servers are told what is said: everything, in order, signed, whatever happens on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutgoingHookIT {

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Hooks annas = new Hooks(anna);
    private UUID room = new UUID(0, 0);
    private Receiver receiver = new Receiver();

    @BeforeAll
    void theyHaveAccounts() {
        receiver.close();
        anna.joins();
        ben.joins();
    }

    @BeforeEach
    void annaHasARoom() {
        receiver = new Receiver();
        room = Sql.room("CLOSED", anna);
        Sql.join(room, ben, "MEMBER");
    }

    @AfterEach
    void nobodyIsToldAnyMore() {
        Sql.run("delete from outgoing_hooks where room_id = '" + room + "'");
        receiver.close();
    }

    @Test
    void whatIsSaidIsToldInOrderAndSigned() {
        say("before");
        String secret = annas.outgoing(room, receiver.url()).getString("secret");
        List<String> said = IntStream.range(0, 60).mapToObj(n -> "message " + n).toList();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            said.forEach(text -> socket.send(Json.postIn(room.toString(), UUID.randomUUID(), text)));
            List<Told> told = receiver.next(said.size());
            assertThat(told).extracting(Told::text).containsExactlyElementsOf(said);
            assertThat(told).extracting(Told::event).containsOnly("message.posted");
            assertThat(told).extracting(Told::eventId).doesNotHaveDuplicates();
            assertThat(told).allMatch(one -> one.isSignedWith(secret));
            assertThat(told)
                    .allMatch(one -> Math.abs(Instant.now().getEpochSecond() - Long.parseLong(one.timestamp())) < 120);
            JsonObject body = told.get(0).json();
            assertThat(body.getString("id")).isEqualTo(told.get(0).eventId());
            assertThat(body.getString("type")).isEqualTo("message.posted");
            assertThat(body.getString("roomId")).isEqualTo(room.toString());
            assertThat(body.getJsonObject("message").getString("sender")).isEqualTo(anna.username());
            assertThat(body.getJsonObject("message")).doesNotContainKey("clientId");
        }
        assertThat(receiver.rest()).isEmpty();
    }

    @Test
    void editsAndWithdrawalsAreTold() {
        annas.outgoing(room, receiver.url());
        String id = say("first");
        receiver.next();
        edit(id, "second");
        Told edited = receiver.next();
        assertThat(edited.event()).isEqualTo("message.changed");
        assertThat(edited.text()).isEqualTo("second");
        Sql.run("update messages set body = '', deleted_at = current_timestamp, change = change + 1 where id = '" + id
                + "'");
        Sql.run("update rooms set last_change = last_change + 1 where id = '" + room + "'");
        Told withdrawn = receiver.next();
        assertThat(withdrawn.event()).isEqualTo("message.changed");
        assertThat(withdrawn.json().getJsonObject("message")).containsKey("deletedAt");
        assertThat(withdrawn.eventId()).isNotEqualTo(edited.eventId());
    }

    @Test
    void whatIsEditedBeforeItIsToldIsStillNewToTheReceiver() {
        receiver.goAway();
        annas.outgoing(room, receiver.url(), "message.posted");
        String id = say("one");
        say("two");
        edit(id, "one, corrected");
        receiver.comeBack();
        List<Told> told = receiver.next(2);
        assertThat(told).extracting(Told::text).containsExactlyInAnyOrder("two", "one, corrected");
        assertThat(told).extracting(Told::event).containsOnly("message.posted");
        edit(id, "nobody asked for edits");
        say("three");
        assertThat(receiver.next().text()).isEqualTo("three");
    }

    @Test
    void aReceiverThatFailsIsToldAgainAndNothingOvertakes() {
        JsonObject hook = annas.outgoing(room, receiver.url());
        receiver.willAnswer(500, 503, 404, 302);
        say("one");
        say("two");
        List<Told> told = receiver.next(6);
        assertThat(told).extracting(Told::text).containsExactly("one", "one", "one", "one", "one", "two");
        assertThat(told).extracting(Told::attempt).containsExactly("1", "2", "3", "4", "5", "1");
        assertThat(told.subList(0, 5))
                .extracting(Told::eventId)
                .containsOnly(told.get(0).eventId());
        List<JsonObject> log = log(hook, 6);
        assertThat(log)
                .extracting(entry -> entry.getString("status"))
                .containsExactly("DELIVERED", "DELIVERED", "FAILED", "FAILED", "FAILED", "FAILED");
        assertThat(log).extracting(entry -> entry.getInt("responseCode")).containsExactly(204, 204, 302, 404, 503, 500);
        assertThat(log)
                .extracting(entry -> entry.getString("problem", ""))
                .containsExactly("", "", "redirect", "status", "status", "status");
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void aReceiverThatDoesNotAnswerOrIsNotThereIsToldLater() {
        JsonObject hook = annas.outgoing(room, receiver.url());
        receiver.willAnswer(Receiver.HANGS);
        say("slow");
        List<Told> told = receiver.next(2);
        assertThat(told).extracting(Told::text).containsExactly("slow", "slow");
        untilIs(hook, "status", "DELIVERED");
        receiver.goAway();
        say("away");
        untilIs(hook, "problem", "connect_failed");
        receiver.comeBack();
        assertThat(receiver.next().text()).isEqualTo("away");
        assertThat(log(hook, 4))
                .anyMatch(entry -> entry.getString("problem", "").equals("timeout"));
    }

    @Test
    void whatIsRefusedForGoodIsLeftOutAndCanBeReplayed() {
        JsonObject hook = annas.outgoing(room, receiver.url());
        receiver.willAnswer(400, 400, 400);
        say("unwanted");
        log(hook, 1);
        Sql.run("update outgoing_hooks set attempt = 6, next_at = null where id = '" + hook.getString("id") + "'");
        JsonObject givenUp = untilIs(hook, "status", "GIVEN_UP");
        say("wanted");
        untilIs(hook, "status", "DELIVERED");
        assertThat(receiver.rest()).extracting(Told::text).endsWith("wanted");

        HttpResponse<String> replay = annas.replay(hook, givenUp.getString("id"));
        assertThat(replay.statusCode()).as(replay.body()).isEqualTo(201);
        assertThat(Json.object(replay.body()).getString("status")).isEqualTo("DELIVERED");
        assertThat(Json.object(replay.body()).getBoolean("replay")).isTrue();
        Told again = receiver.next();
        assertThat(again.text()).isEqualTo("unwanted");
        assertThat(again.attempt()).isEqualTo("replay");
        assertThat(again.eventId()).isEqualTo(givenUp.getString("eventId"));
        assertThat(again.isSignedWith(hook.getString("secret"))).isTrue();
        receiver.willAnswer(500);
        assertThat(Json.object(annas.replay(hook, givenUp.getString("id")).body())
                        .getString("status"))
                .isEqualTo("FAILED");
        String none = UUID.randomUUID().toString();
        assertThat(annas.replay(hook, none).statusCode()).isEqualTo(400);
    }

    @Test
    void whoFailsForDaysIsSwitchedOffAndOnAgainByHand() {
        JsonObject hook = annas.outgoing(room, receiver.url());
        String id = hook.getString("id");
        receiver.willAnswer(500, 500);
        say("unheard");
        receiver.next();
        until(id, listed -> listed.containsKey("failingSince"));
        Sql.run(
                "update outgoing_hooks set failing_since = failing_since - interval '4' day, next_at = null where id = '"
                        + id + "'");
        receiver.next();
        assertThat(until(id, listed -> !listed.getBoolean("enabled")).getString("offReason"))
                .isEqualTo("failing");
        say("later");
        HttpResponse<String> on = annas.send("PATCH", "outgoing/" + id, "{\"enabled\":true}");
        assertThat(on.statusCode()).as(on.body()).isEqualTo(200);
        assertThat(Json.object(on.body())).doesNotContainKeys("offReason", "failingSince", "secret");
        assertThat(receiver.next(2)).extracting(Told::text).containsExactly("unheard", "later");

        receiver.willAnswer(410);
        say("go away");
        assertThat(until(id, listed -> !listed.getBoolean("enabled")).getString("offReason"))
                .isEqualTo("gone");
    }

    @Test
    void aHookThatIsSwitchedOffOrRemovedTellsNothing() {
        JsonObject hook = annas.outgoing(room, receiver.url());
        JsonObject witness = annas.outgoing(room, receiver.url());
        String path = "outgoing/" + hook.getString("id");
        assertThat(annas.send("PATCH", path, "{\"enabled\":false}").statusCode())
                .isEqualTo(200);
        say("one");
        assertThat(receiver.next().isSignedWith(witness.getString("secret"))).isTrue();
        assertThat(annas.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(annas.send("DELETE", path, null).statusCode()).isEqualTo(404);
        say("two");
        assertThat(receiver.next().isSignedWith(witness.getString("secret"))).isTrue();
        assertThat(receiver.rest()).isEmpty();
    }

    @Test
    void aNewSecretSignsFromThenOn() {
        JsonObject hook = annas.outgoing(room, receiver.url());
        HttpResponse<String> rotated =
                annas.send("PATCH", "outgoing/" + hook.getString("id"), "{\"rotateSecret\":true}");
        String secret = Json.object(rotated.body()).getString("secret");
        assertThat(secret).isNotEqualTo(hook.getString("secret"));
        say("signed anew");
        assertThat(receiver.next().isSignedWith(secret)).isTrue();
        assertThat(Sql.run("select count(*) from outgoing_hooks where url like '%" + secret + "%'"))
                .containsExactly("0");
    }

    @Test
    void theLogKeepsTheNewest() {
        JsonObject hook = annas.outgoing(room, receiver.url());
        String old = IntStream.rangeClosed(1, 1_200)
                .mapToObj(n -> "('" + new UUID(n, n) + "', '" + hook.getString("id") + "', 'message.posted', '"
                        + new UUID(0, n) + "', 1, 1, 1, 'DELIVERED', 1, current_timestamp)")
                .collect(Collectors.joining(", "));
        Sql.run(
                "insert into hook_deliveries (id, hook_id, event, message_id, seq, change, attempt, status, duration_ms,"
                        + " tried_at) values " + old);
        IntStream.rangeClosed(1, 50).forEach(n -> say("message " + n));
        assertThat(receiver.next(50)).extracting(Told::text).contains("message 50");
        Await.until(
                () -> Sql.run("select count(*) from hook_deliveries where hook_id = '" + hook.getString("id") + "'"),
                List.of("1000")::equals);
        assertThat(annas.deliveries(hook).get(0).getInt("seq")).isEqualTo(50);
    }

    /** Runs into the loopback interface, which nobody allowed for this name. */
    @Test
    void aNameThatLeadsInsideIsNotCalled() {
        JsonObject hook = annas.outgoing(room, "http://localhost:" + receiver.port() + "/hook");
        say("secret");
        untilIs(hook, "problem", "address_not_allowed");
        assertThat(receiver.rest()).isEmpty();
    }

    private String say(String text) {
        HttpResponse<String> answer = anna.postJson(
                "/api/v1/rooms/" + room + "/messages",
                "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"" + text + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.object(answer.body()).getJsonObject("message").getString("id");
    }

    /** What the log does for an edit, the counter last: whoever follows it looks for a message as soon as it moves. */
    private void edit(String id, String text) {
        Sql.run("update messages set body = '" + text + "', edited_at = current_timestamp, change ="
                + " (select last_change + 1 from rooms where id = '" + room + "') where id = '" + id + "'");
        Sql.run("update rooms set last_change = last_change + 1 where id = '" + room + "'");
    }

    /** What is tried is noted a moment after it was answered. */
    private List<JsonObject> log(JsonObject hook, int count) {
        return Await.until(() -> annas.deliveries(hook), log -> log.size() >= count);
    }

    private JsonObject untilIs(JsonObject hook, String field, String value) {
        return Await.until(() -> annas.deliveries(hook), log -> log.stream().anyMatch(is(field, value))).stream()
                .filter(is(field, value))
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<JsonObject> is(String field, String value) {
        return entry -> entry.getString(field, "").equals(value);
    }

    private JsonObject until(String id, Predicate<JsonObject> rule) {
        return Await.until(() -> annas.outgoing(id), rule);
    }
}
