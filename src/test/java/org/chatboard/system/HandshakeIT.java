package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open a socket, and what a handshake must look like. */
class HandshakeIT {

    private static Person anna = Person.anna();

    @BeforeAll
    static void annaIsSignedIn() {
        anna = Person.anna().joins();
    }

    @Test
    void aDecentHandshakeOpensTheSocket() {
        assertThat(ask("GET", RawSocket.handshake(anna))).isEqualTo(101);
    }

    @Test
    void theHeadersOfPagesStandOnRefusalsAndNotOnWhatOpensASocket() {
        try (RawSocket opened = new RawSocket();
                RawSocket refused = new RawSocket()) {
            assertThat(opened.ask("GET", RawSocket.handshake(anna)).header("Content-Security-Policy"))
                    .isNull();
            assertThat(refused.ask("GET", RawSocket.handshake(new Visitor())).header("X-Content-Type-Options"))
                    .isEqualTo("nosniff");
        }
    }

    @Test
    void withoutSignInTheSocketStaysShut() {
        assertThat(ask("GET", RawSocket.handshake(new Visitor()))).isEqualTo(401);
    }

    @Test
    void aMadeUpCookieOpensNothing() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put("Cookie", "CHATBOARD=" + "A".repeat(43));
        assertThat(ask("GET", headers)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1.evil.example:{port}",
                "http://127.0.0.1:{port}@evil.example",
                "ftp://127.0.0.1:{port}",
                "http://127.0.0.1:{port}/",
                "http://evil.example:{port}",
                "http://127.0.0.1:1"
            })
    void pagesOfOtherOriginsStayOutside(String origin) {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put(
                "Origin",
                origin.replace("{port}", String.valueOf(ChatServer.shared().httpPort())));
        ServerLog log = ServerLog.fromNow();
        int status = ask("GET", headers);
        if (!origin.endsWith("{port}/")) {
            assertThat(status).isEqualTo(403);
            String refused = "Refused to \"" + anna.username() + "\" from 127.0.0.1: GET /chatboard/ws/chat";
            log.await(refused + " (foreign_origin)");
            try (RawSocket seed = new RawSocket()) {
                assertThat(seed.ask("GET", "/ws/chat/anna/", headers).status()).isEqualTo(403);
            }
            log.await(refused + "/anna/ (foreign_origin)");
        } else {
            assertThat(status).isIn(101, 403);
        }
    }

    /** However the address is written: the check and the endpoint read it alike. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%77s/chat",
                "/ws/%63hat",
                "/ws;a=b/chat",
                "/ws/chat;a=b",
                "//ws/chat",
                "/./ws/chat",
                "/x/../ws/chat"
            })
    void noOtherWayOfWritingTheAddressOpensASocket(String path) {
        Map<String, String> headers = RawSocket.handshake(anna);
        try (RawSocket own = new RawSocket();
                RawSocket foreign = new RawSocket()) {
            assertThat(own.ask("GET", path, headers).status()).isBetween(400, 499);
            headers.put("Origin", "https://evil.example");
            assertThat(foreign.ask("GET", path, headers).status()).isBetween(400, 499);
        }
    }

    @Test
    void aMissingOriginStaysOutside() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.remove("Origin");
        headers.put("X-Forwarded-For", "198.51.100.41");
        assertThat(ask("GET", headers)).isEqualTo(403);
        String said = "Refused to \"" + anna.username() + "\" from 198.51.100.41: GET /chatboard/ws/chat";
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!ChatServer.shared().log().contains(said)) {
            assertThat(System.nanoTime()).as("the log does not say: %s", said).isLessThan(deadline);
            LockSupport.parkNanos(100_000_000L);
        }
    }

    @Test
    void aSocketIsOpenedWithGetOnly() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put("Content-Length", "0");
        assertThat(ask("POST", headers)).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "99", "13, 8", "", "x"})
    void onlyVersion13IsSpoken(String version) {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put("Sec-WebSocket-Version", version);
        try (RawSocket socket = new RawSocket()) {
            RawSocket.Answer answer = socket.ask("GET", headers);
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.headers()).anyMatch(line -> line.equalsIgnoreCase("Sec-WebSocket-Version: 13"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "AAAA",
                "dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25jZXh4eA==",
                "!!!!!!!!!!!!!!!!!!!!!!=="
            })
    void aKeyHasSixteenBytes(String key) {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put("Sec-WebSocket-Key", key);
        assertThat(ask("GET", headers)).isEqualTo(400);
    }

    @Test
    void aMissingKeyIsRefused() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.remove("Sec-WebSocket-Key");
        assertThat(ask("GET", headers)).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "sec-websocket-key, AQIDBAUGBwgJCgsMDQ4PEA==,       400",
        "origin,            https://evil.example,           403"
    })
    void whatMayStandOnceStandsOnce(String name, String second, int status) {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put(name, second);
        assertThat(ask("GET", headers)).isEqualTo(status);
    }

    @Test
    void aSocketNeedsHttp11() {
        try (RawSocket socket = new RawSocket()) {
            byte[] request = RawSocket.request("GET /chatboard/ws/chat HTTP/1.0", RawSocket.handshake(anna));
            assertThat(socket.ask(request).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Connection,          '',                     426",
        "Connection,          keep-alive,             426",
        "Connection,          'keep-alive, Upgrade',  101",
        "Connection,          uPGRADE,                101",
        "Upgrade,             '',                     426",
        "Upgrade,             h2c,                    426",
        "Upgrade,             WebSocket,              101"
    })
    void theUpgradeIsAskedForInSoManyWords(String name, String value, int status) {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put(name, value);
        assertThat(ask("GET", headers)).isEqualTo(status);
    }

    @Test
    void theAnswerProvesThatTheKeyWasReadAndPromisesNothingElse() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.put("Sec-WebSocket-Protocol", "chat, superchat");
        headers.put("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits, x-made-up");
        try (RawSocket socket = new RawSocket()) {
            RawSocket.Answer answer = socket.ask("GET", headers);
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Upgrade")).isEqualToIgnoringCase("websocket");
            assertThat(answer.header("Connection")).isEqualToIgnoringCase("upgrade");
            // The example of RFC 6455, section 1.3.
            assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(answer.header("Sec-WebSocket-Protocol")).isNull();
            assertThat(answer.header("Sec-WebSocket-Extensions")).isNull();
        }
    }

    /** The server's WebSocket container would wait for itself and hold the thread, as many as there are, for good. */
    @Test
    void framesThatComeWithTheHandshakeHoldNobody() {
        byte[] handshake = RawSocket.request("GET /chatboard/ws/chat HTTP/1.1", RawSocket.handshake(anna));
        byte[] ping = RawSocket.encoded(0x89, new byte[] {7});
        byte[] both = ByteBuffer.allocate(handshake.length + ping.length)
                .put(handshake)
                .put(ping)
                .array();
        for (int i = 0; i < 70; i++) {
            try (RawSocket socket = new RawSocket()) {
                assertThat(socket.ask(both).status()).isEqualTo(101);
                assertThat(socket.await(0x8a).text()).isEqualTo("\u0007");
            }
        }
        assertThat(new Visitor().get("/login").statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownSocketDoesNotExist() {
        try (RawSocket socket = new RawSocket()) {
            RawSocket.Answer answer = socket.ask("GET", "/ws/other", RawSocket.handshake(anna));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headers()).noneMatch(Texts::givesAway);
        }
    }

    @Test
    void onePersonHasAtMostTwentySocketsAndTheOldOnesStay() {
        Person ben = Person.ben().joins();
        ChatSocket[] sockets = new ChatSocket[20];
        try {
            for (int i = 0; i < sockets.length; i++) {
                sockets[i] = ChatSocket.greeted(ben);
            }
            try (ChatSocket oneTooMany = ChatSocket.open(ben)) {
                assertThat(oneTooMany.closeCode()).isEqualTo(4429);
            }
            assertThat(sockets[0].isUsable()).isTrue();
        } finally {
            for (ChatSocket socket : sockets) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    private static int ask(String method, Map<String, String> headers) {
        try (RawSocket socket = new RawSocket()) {
            RawSocket.Answer answer = socket.ask(method, headers);
            assertThat(answer.headers()).noneMatch(Texts::givesAway);
            return answer.status();
        }
    }
}
