package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        int status = ask("GET", headers);
        if (!origin.endsWith("{port}/")) {
            assertThat(status).isEqualTo(403);
        } else {
            assertThat(status).isIn(101, 403);
        }
    }

    @Test
    void aMissingOriginStaysOutside() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.remove("Origin");
        assertThat(ask("GET", headers)).isEqualTo(403);
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
        assertThat(ask("GET", headers)).isIn(400, key.equals("dGhlIHNhbXBsZSBub25jZQ") ? 101 : 400);
    }

    @Test
    void aMissingKeyIsRefused() {
        Map<String, String> headers = RawSocket.handshake(anna);
        headers.remove("Sec-WebSocket-Key");
        assertThat(ask("GET", headers)).isEqualTo(400);
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
