package org.chatboard.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Postgres;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Programs on the live connection. */
class TokenSocketsIT {

    /** Promised for every server; one server is quicker. */
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();

    @BeforeEach
    void theyAreHere() {
        anna.joins();
        ben.joins();
    }

    @Test
    void aProgramTalksInItsOwnersName() {
        Program bot = Program.of(anna, "read", "write");
        try (ChatSocket programs = bot.open();
                ChatSocket bens = ChatSocket.greeted(ben)) {
            JsonObject hello = programs.await("hello");
            assertThat(hello.getJsonObject("user").getString("username")).isEqualTo(anna.username());
            programs.say(ben, "Build 7 is green");
            assertThat(bens.heard("Build 7 is green").getString("sender")).isEqualTo(anna.username());
            bens.say(anna, "Fine");
            programs.heard("Fine");
        }
    }

    @Test
    void whoMayOnlyReadHearsEverythingAndChangesNothing() {
        Program reader = Program.of(anna, "read");
        try (ChatSocket programs = reader.open();
                ChatSocket bens = ChatSocket.greeted(ben)) {
            programs.await("hello");
            String room = bens.say(anna, "Hi").getString("roomId");
            programs.heard("Hi");
            UUID clientId = programs.post(ben, "not allowed");
            assertThat(programs.answered(clientId).getString("code")).isEqualTo("insufficient_scope");
            for (String frame : new String[] {
                Json.postIn(room, UUID.randomUUID(), "not allowed either"),
                "{\"type\":\"room.read\",\"roomId\":\"" + room + "\",\"seq\":1}",
                "{\"type\":\"typing.start\",\"roomId\":\"" + room + "\"}"
            }) {
                programs.send(frame);
                assertThat(programs.await("error").getString("code")).as(frame).isEqualTo("insufficient_scope");
            }
            programs.send("{\"type\":\"room.changes\",\"roomId\":\"" + room + "\",\"after\":0}");
            assertThat(programs.await("room.changes").getJsonArray("messages")).hasSize(1);
            programs.send("{\"type\":\"ping\"}");
            programs.await("pong");
            assertThat(bens.drain()).noneMatch(frame -> frame.toString().contains("not allowed"));
        }
        assertThat(handshake(reader, "/ws/chat/" + ben.username() + "/").status())
                .isEqualTo(403);
        try (ChatSocket original =
                ChatSocket.byToken(Program.of(anna, "read", "write").secret(), "/ws/chat/" + ben.username() + "/")) {
            original.send("{\"message\":\"by the old door\"}");
            original.await("its echo", frame -> frame.getString("message", "").equals("by the old door"));
        }
    }

    @Test
    void revokingClosesTheSocketsOfTheTokenAndNoOthers() {
        Program bot = Program.of(anna, "read", "write");
        Program other = Program.of(anna, "read");
        try (ChatSocket one = bot.open();
                ChatSocket two = bot.open();
                ChatSocket others = other.open();
                ChatSocket page = ChatSocket.greeted(anna)) {
            one.await("hello");
            two.await("hello");
            others.await("hello");
            long before = System.nanoTime();
            anna.send(Program.request("DELETE", "/api/v1/tokens/" + bot.id(), ""));
            assertThat(one.closeCode()).isEqualTo(4401);
            assertThat(two.closeCode()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMISED);
            assertThat(others.isUsable()).isTrue();
            assertThat(page.isUsable()).isTrue();
        }
        assertThat(handshake(bot, "/ws/chat").status()).isEqualTo(401);
    }

    @Test
    void aSocketEndsWithItsToken() {
        Program brief = Program.shortLived(anna, Duration.ofSeconds(2), "read");
        long before = System.nanoTime();
        try (ChatSocket socket = brief.open()) {
            socket.await("hello");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isLessThan(Duration.ofSeconds(2).plus(PROMISED));
    }

    @Test
    void signingOutOfThePageDoesNotStopPrograms() {
        Program bot = Program.of(anna, "read");
        try (ChatSocket socket = bot.open()) {
            socket.await("hello");
            assertThat(anna.send(Program.request("DELETE", "/api/v1/session", ""))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(bot.get("/api/v1/users/me").statusCode()).isEqualTo(200);
            assertThat(socket.isUsable()).isTrue();
        }
    }

    /** What an administrator's hand does in the database is what another server does, too: nobody tells this one. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
    void whatIsRevokedOnAnotherServerEndsHereToo() throws SQLException {
        Program bot = Program.of(anna, "read");
        try (ChatSocket socket = bot.open()) {
            socket.await("hello");
            long before = System.nanoTime();
            update("update api_tokens set revoked_at = now() where id = cast(? as uuid)", bot.id());
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMISED);
        }
        assertThat(handshake(bot, "/ws/chat").status()).isEqualTo(401);
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
    void theTokensOfADisabledAccountEndForGood() throws SQLException {
        Program bot = Program.of(anna, "read");
        try (ChatSocket socket = bot.open()) {
            socket.await("hello");
            long before = System.nanoTime();
            update("update users set is_active = false where username = ?", anna.username());
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMISED);
        }
        assertThat(bot.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        update("update users set is_active = true where username = ?", anna.username());
        assertThat(bot.get("/api/v1/users/me").statusCode()).isEqualTo(401);
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
    void theScopeAdminIsWorthNothingWithoutTheOffice() throws SQLException {
        update("update users set is_staff = true where username = ?", anna.username());
        Person ida = anna.atAnotherDevice().signIn();
        Program root = Program.of(ida, "read", "admin");
        Program plain = Program.of(ida, "read");
        assertThat(root.get("/api/v1/users/me").body()).contains("\"admin\"");
        assertThat(plain.get("/api/v1/users/me").body()).doesNotContain("\"admin\"");
        assertThat(root.get("/api/v1/admin/nothing").statusCode()).isEqualTo(404);
        assertThat(plain.get("/api/v1/admin/nothing").statusCode()).isEqualTo(403);
        update("update users set is_staff = false where username = ?", anna.username());
        long deadline = System.nanoTime() + PROMISED.toNanos();
        while (root.get("/api/v1/admin/nothing").statusCode() != 403) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        assertThat(root.get("/api/v1/users/me").body()).doesNotContain("\"admin\"");
    }

    @Test
    void aHandshakeNeedsAGoodTokenAndNoForeignOrigin() {
        Program reader = Program.of(anna, "read");
        assertThat(handshake(reader, "/ws/chat").status()).isEqualTo(101);
        assertThat(handshake(Program.of(anna, "write"), "/ws/chat").status()).isEqualTo(403);
        RawSocket.Answer wrong = handshake(Program.knowing(TokenSecret.next()), "/ws/chat");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        Map<String, String> headers = headers(reader);
        headers.put("Origin", "https://evil.example");
        try (RawSocket socket = new RawSocket()) {
            assertThat(socket.ask("GET", headers).status()).isEqualTo(403);
        }
        headers = RawSocket.handshake(anna);
        headers.put("Authorization", "Bearer " + TokenSecret.next());
        try (RawSocket socket = new RawSocket()) {
            assertThat(socket.ask("GET", headers).status()).isEqualTo(401);
        }
    }

    private static RawSocket.Answer handshake(Program program, String path) {
        try (RawSocket socket = new RawSocket()) {
            return socket.ask("GET", path, headers(program));
        }
    }

    private static Map<String, String> headers(Program program) {
        Map<String, String> headers = RawSocket.handshake(new Visitor());
        headers.remove("Origin");
        headers.put("Authorization", "Bearer " + program.secret());
        return headers;
    }

    private static void update(String sql, String value) throws SQLException {
        try (Connection database = Postgres.shared().orElseThrow().connect();
                PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setString(1, value);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
