package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Postgres;
import org.chatboard.testing.RawSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Who is signed out, disabled or no member any more neither says nor hears anything from then on. */
class AuthorityIT {

    /** Promised is one second; the rest is for machines that do a lot else. A look every five seconds would not pass. */
    private static final long WITHIN_MILLIS = 3_000;

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private String room = "";

    @BeforeEach
    void theyTalk() {
        anna.joins();
        ben.joins();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            room = socket.say(ben, "before").getString("roomId");
        }
    }

    @Test
    void whoSignsOutIsOutWithAllTabsOfThatSignInAndNoOther() {
        Person annasPhone = anna.atAnotherDevice();
        annasPhone.signIn();
        try (ChatSocket tab = ChatSocket.greeted(anna);
                ChatSocket other = ChatSocket.greeted(anna);
                ChatSocket phone = ChatSocket.greeted(annasPhone);
                RawSocket stubborn = new RawSocket()) {
            assertThat(stubborn.ask("GET", RawSocket.handshake(anna)).status()).isEqualTo(101);
            HttpResponse<String> page = anna.open("/dashboard");
            anna.submit(page, Form.in(page.body(), "signOut"));

            post(stubborn, "after signing out");
            assertThat(tab.closeCode()).isEqualTo(4401);
            assertThat(other.closeCode()).isEqualTo(4401);
            assertThat(stubborn.closeCode()).isEqualTo(4401);
            post(stubborn, "after the close frame");
            phone.say(ben, "by phone");
        }
        assertThat(texts(ben)).containsExactly("before", "by phone");
    }

    /** A question that waits for a locked table keeps what was asked for behind it waiting, too. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
    void whatStillWaitsWhenASignInEndsIsNotDone() throws SQLException {
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben)) {
            try (Connection lock = Postgres.shared().orElseThrow().connect();
                    Statement statement = lock.createStatement()) {
                lock.setAutoCommit(false);
                statement.execute("lock table memberships in access exclusive mode");
                annas.send("{\"type\":\"room.changes\",\"roomId\":\"" + room + "\",\"after\":0}");
                annas.send(Json.postTo(ben.username(), UUID.randomUUID(), "waited too long"));
                endSignIns(anna, "now()");
                assertThat(annas.closeCode()).isEqualTo(4401);
                lock.rollback();
            }
            for (String text : List.of("Hello?", "Anna?")) {
                bens.say(anna, text);
                bens.settle();
            }
        }
        assertThat(texts(ben)).containsExactly("before", "Hello?", "Anna?");
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
    void whoIsDisabledIsOutAndStaysOut() throws SQLException, IOException {
        Person[] all = {
            Person.anna().joins(), Person.anna().joins(), Person.anna().joins()
        };
        for (Person person : all) {
            try (ChatSocket hers = ChatSocket.greeted(person);
                    ChatSocket bens = ChatSocket.greeted(ben);
                    RawSocket stubborn = new RawSocket()) {
                String mine = bens.say(person, "Hi").getString("roomId");
                assertThat(stubborn.ask("GET", RawSocket.handshake(person)).status())
                        .isEqualTo(101);
                assertThat(update("update users set is_active = false where username = ?", person.username()))
                        .isEqualTo(1);
                long start = System.nanoTime();
                assertThat(hers.closeCode()).isEqualTo(4401);
                report(millisSince(start));
                assertThat(millisSince(start)).isLessThan(WITHIN_MILLIS);
                assertThat(stubborn.closeCode()).isEqualTo(4401);

                frame(stubborn, Json.postIn(mine, UUID.randomUUID(), "from the disabled"));
                bens.acknowledged(postIn(bens, mine, "to the disabled"));
                assertThat(person.get("/api/v1/users/me").statusCode()).isEqualTo(401);
                assertThat(person.postJson(messages(mine), body("from the disabled by program"))
                                .statusCode())
                        .isEqualTo(401);
                assertThat(texts(ben, mine)).containsExactly("Hi", "to the disabled");

                update("update users set is_active = true where username = ?", person.username());
                assertThat(person.get("/api/v1/users/me").statusCode())
                        .as("the old sign-in stays ended")
                        .isEqualTo(401);
                assertThat(person.signIn().get("/api/v1/users/me").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
    void aSignInThatEndsInTheDatabaseEndsHereWhateverTheClocksSay() throws SQLException {
        for (String when : List.of("now()", "now() - interval '60 seconds'", "now() + interval '1 hour'")) {
            Person person = Person.anna().joins();
            try (ChatSocket hers = ChatSocket.greeted(person);
                    ChatSocket annas = ChatSocket.greeted(anna)) {
                endSignIns(person, when);
                long start = System.nanoTime();
                assertThat(hers.closeCode()).as(when).isEqualTo(4401);
                assertThat(millisSince(start)).as(when).isLessThan(WITHIN_MILLIS);
                awaitRefused(person);
                assertThat(annas.isUsable()).isTrue();
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
    void whoIsNoMemberAnyMoreHearsAndSaysNothingThere() throws SQLException {
        Person carla = Person.carla().joins();
        try (ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket old = ChatSocket.open(anna, "/ws/chat/" + ben.username());
                ChatSocket bens = ChatSocket.greeted(ben)) {
            String others = annas.say(carla, "another room").getString("roomId");
            annas.settle();
            assertThat(update(
                            "delete from memberships where room_id = '" + room
                                    + "' and user_id = (select id from users where username = ?)",
                            anna.username()))
                    .isEqualTo(1);
            // Nobody leaves a room of two; what is counted elsewhere when somebody leaves is counted here.
            assertThat(update(
                            "update rooms set member_count = member_count - 1, members_version = members_version + 1"
                                    + " where id = cast(? as uuid)",
                            room))
                    .isEqualTo(1);

            bens.acknowledged(postIn(bens, room, "without Anna"));
            bens.send("{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":1}");
            bens.send("{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}");
            bens.settle();

            annas.send(Json.postIn(room, UUID.randomUUID(), "from outside"));
            assertThat(annas.await("error").getString("code")).isEqualTo("not_found");
            annas.send(Json.postTo(ben.username(), UUID.randomUUID(), "from outside by name"));
            assertThat(annas.await("error").getString("code")).isEqualTo("not_found");
            for (String frame : List.of(
                    "{\"type\":\"room.changes\",\"roomId\":\"" + room + "\",\"after\":0}",
                    "{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":2}",
                    "{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}")) {
                annas.send(frame);
                assertThat(annas.await("error").getString("code")).as(frame).isEqualTo("not_found");
            }
            old.send("{\"message\":\"from outside by the old socket\"}");
            assertThat(old.await("a refusal", frame -> frame.containsKey("error"))
                            .getString("error"))
                    .isEqualTo("not_found");
            assertThat(anna.postJson(messages(room), body("from outside by program"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(anna.get(messages(room)).statusCode()).isEqualTo(404);
            assertThat(anna.json("/api/v1/sync").toString())
                    .doesNotContain(room)
                    .contains(others);

            assertThat(annas.settle()).noneMatch(frame -> frame.toString().contains(room));
            assertThat(texts(ben)).containsExactly("before", "without Anna");
            annas.acknowledged(postIn(annas, others, "still here"));
        }
    }

    private List<String> texts(Person reader) {
        return texts(reader, room);
    }

    private static List<String> texts(Person reader, String room) {
        return reader.json(messages(room)).getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("text"))
                .toList();
    }

    private void post(RawSocket socket, String text) {
        frame(socket, Json.postIn(room, UUID.randomUUID(), text));
    }

    private static void frame(RawSocket socket, String text) {
        try {
            socket.frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException hungUp) {
            assertThat(hungUp).as("then nothing can be said at all").isNotNull();
        }
    }

    private static UUID postIn(ChatSocket socket, String room, String text) {
        UUID clientId = UUID.randomUUID();
        socket.send(Json.postIn(room, clientId, text));
        return clientId;
    }

    private static String messages(String room) {
        return "/api/v1/rooms/" + room + "/messages";
    }

    private static String body(String text) {
        return "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":" + Json.quoted(text) + "}";
    }

    /** The REST API remembers a sign-in for at most two seconds. */
    private static void awaitRefused(Person person) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (person.get("/api/v1/users/me").statusCode() != 401) {
            assertThat(System.nanoTime()).as("refused in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static void report(long millis) throws IOException {
        Path report = Path.of("target/promises/disabled-postgres.txt");
        Files.createDirectories(report.getParent());
        Files.writeString(
                report,
                "closed " + millis + " ms after the statement\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void endSignIns(Person person, String when) throws SQLException {
        update(
                "update login_sessions set ended_at = " + when
                        + " where user_id = (select id from users where username = ?)",
                person.username());
    }

    private static int update(String sql, String value) throws SQLException {
        try (Connection connection = Postgres.shared().orElseThrow().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            return statement.executeUpdate();
        }
    }
}
