package org.chatboard.security.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guessing from many addresses, which on Linux all of 127.0.0.0/8 are. */
class LockOutIT {

    private final Person anna = Person.anna().joins();

    private int signIn(String from, String name, String password) {
        return signIn(from, "", name, password);
    }

    /** The header of proxies says something, too, unless that is empty; in the tests 127.0.0.1 is a listed one. */
    private int signIn(String from, String forwarded, String name, String password) {
        byte[] body = "{\"username\":\"%s\",\"password\":\"%s\"}"
                .formatted(name, password)
                .getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + ChatServer.shared().httpPort());
        headers.put("Content-Type", "application/json");
        headers.put("X-Requested-By", "tests");
        if (!forwarded.isEmpty()) {
            headers.put("X-Forwarded-For", forwarded);
        }
        headers.put("Content-Length", Integer.toString(body.length));
        byte[] head = RawSocket.request("POST /chatboard/api/v1/session HTTP/1.1", headers);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        try (RawSocket socket = new RawSocket(from)) {
            return socket.ask(request).status();
        }
    }

    /** A server forgets what is in memory, not what is in the database: only what stands there counts. */
    @Test
    void theCountStandsInTheDatabaseAndNowhereElse() {
        ServerLog log = ServerLog.fromNow();
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("127.3.0.1", anna.username(), "wrong " + i)).isEqualTo(401);
        }
        assertThat(signIn("127.3.0.1", anna.username(), anna.password())).isEqualTo(429);
        log.await("Sign-in as \"" + anna.username() + "\" from 127.3.0.1 failed");
        log.await("Sign-in as \"" + anna.username() + "\" from 127.3.0.1 refused for", "too many wrong passwords");
        assertThat(log.text()).doesNotContain("wrong 4", anna.password());
        assertThat(Sql.run("select id from sign_in_failures")).allMatch(id -> id.matches("[0-9a-f]{64}"));
        Sql.run("update sign_in_failures set busy_until = busy_until - 60000");
        assertThat(signIn("127.3.0.1", anna.username(), anna.password()))
                .as("a minute later")
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void strangersEverywhereLockOutStrangersAndNotTheOwnNetwork(boolean isBehindAProxy) {
        SignIns door = isBehindAProxy
                ? (address, name, password) -> signIn("127.0.0.1", "192.0.2.1, " + address, name, password)
                : this::signIn;
        assertThat(door.from("127.4.0.9", anna.email(), anna.password())).isEqualTo(201);
        for (int i = 0; i < 50; i++) {
            assertThat(door.from("127.5." + i / 5 + ".1", anna.username(), "wrong " + i))
                    .isEqualTo(401);
        }
        assertThat(door.from("127.6.0.1", anna.username(), anna.password())).isEqualTo(429);
        assertThat(door.from("127.4.0.10", anna.username(), anna.password()))
                .as("a neighbour of where she was before")
                .isEqualTo(201);
        assertThat(door.from("127.4.1.9", anna.username(), anna.password())).isEqualTo(429);
    }

    private interface SignIns {
        int from(String address, String name, String password);
    }

    @Test
    void nobodyElseThanAListedProxySaysWhereAGuessComesFrom() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("127.3.0.2", "198.51.100." + i, anna.username(), "wrong " + i))
                    .isEqualTo(401);
        }
        assertThat(signIn("127.3.0.2", "198.51.100.9", anna.username(), anna.password()))
                .isEqualTo(429);
        assertThat(signIn("127.0.0.1", "127.3.0.2", anna.username(), anna.password()))
                .as("the same address by way of the proxy")
                .isEqualTo(429);
        assertThat(signIn("127.0.0.1", "127.3.0.2, no address", anna.username(), anna.password()))
                .as("the proxy itself")
                .isEqualTo(201);
        assertThat(ChatServer.shared().log())
                .contains(
                        "X-Forwarded-For from 127.3.0.2 was ignored",
                        "X-Forwarded-For from the proxy 127.0.0.1 says \"no address\"",
                        "\"" + anna.username() + "\" from 127.3.0.2");
    }
}
