package org.chatboard.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.RawSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a body ends: requests whose body has no end, or one too far away, are answered all the same, and at once. */
class BodyFrameIT {

    private static final String SETUP = "/api/v1/setup";

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final byte[] BODY = "{\"token\":\"x\"}".getBytes(UTF_8);

    /** As many as the server has threads for HTTP, and some more. */
    private static final int MANY = 80;

    @Test
    void aJavaClientThatAsksForHttp2IsAnswered() throws IOException, InterruptedException {
        HttpClient postsFirst = HttpClient.newHttpClient();
        HttpRequest post = HttpRequest.newBuilder(ChatServer.shared().url(SETUP))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(15))
                .POST(BodyPublishers.ofByteArray(BODY))
                .build();
        HttpRequest get = HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/health"))
                .build();
        HttpResponse<String> first = postsFirst.send(post, BodyHandlers.ofString());
        assertThat(first.statusCode()).as(first.body()).isEqualTo(400);
        assertThat(first.body()).contains("\"missing\"");
        assertThat(postsFirst.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        HttpClient readsFirst = HttpClient.newHttpClient();
        assertThat(readsFirst.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(readsFirst.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "websocket", "TLS/1.0", ""})
    void aBodyEndsWhereItsLengthSaysWhateverTheConnectionShallBecome(String upgrade) {
        Map<String, String> headers = headers("application/json");
        headers.put("Upgrade", upgrade);
        headers.put("Content-Length", Integer.toString(BODY.length));
        expect(400, SETUP, headers, BODY);
        headers.put("Content-Type", FORM);
        expect(200, "/login", headers, BODY);
        headers.remove("Content-Length");
        expect(200, "/login", headers, new byte[0]);
        headers.put("Content-Type", "application/json");
        expect(400, SETUP, headers, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/setup, application/json, h2c, 411",
        "/login, application/x-www-form-urlencoded, h2c, 411",
        "/login, application/x-www-form-urlencoded, , 411",
        "/login, Multipart/form-data; boundary=x, h2c, 415",
        "/login, multipart/form-data; boundary=x, , 415"
    })
    void aBodyWithoutEndIsNotWaitedFor(String path, String type, @Nullable String upgrade, int status) {
        Map<String, String> headers = headers(type);
        headers.put("Transfer-Encoding", "chunked");
        if (upgrade != null) {
            headers.put("Upgrade", upgrade);
        }
        expect(status, path, headers, "5\r\nhello\r\n".getBytes(UTF_8));
    }

    /** What follows would be somebody else's request to a proxy in front, and is not to be one here (RFC 9112, 11.2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2|Content-Length: 99||{}",
                "Content-Length: 99|Content-Length: 2||{}",
                "Content-Length: 2, 99||{}",
                "Content-Length: +2||{}",
                "Content-Length : 2||{}",
                "Content-Length: 18446744073709551618||{}",
                "X: a\nContent-Length: 99|Content-Length: 2||{}",
                "X: a\rContent-Length: 99|Content-Length: 2||{}",
                "Content-Length: 99|Transfer-Encoding: chunked||2|{}|0||",
                "Transfer-Encoding: chunked|Content-Length: 4||2|{}|0||",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity||2|{}|0||",
                "Transfer-Encoding: chunked, identity||2|{}|0||",
                "Transfer-Encoding: identity, chunked||2|{}|0||",
                "Transfer-Encoding: xchunked||2|{}|0||",
                "Transfer-Encoding:|\tchunked||2|{}|0||",
                "Transfer-Encoding : chunked||2|{}|0||",
                "Transfer-Encoding: chunked||xyz|{}|0||",
                "Transfer-Encoding: chunked||0x2|{}|0||",
                "Transfer-Encoding: chunked||-2|{}|0||",
                "Transfer-Encoding: chunked||10000000000000002|{}|0||",
                "Transfer-Encoding: chunked||2\n{}\n0\n\n",
                "Transfer-Encoding: chunked||2|{}xx|0||"
            })
    void nothingIsReadBehindARequestWhoseEndIsInDoubt(String rest) {
        for (String path : List.of(SETUP, "/login", "/dashboard", "/nothing")) {
            String host = "Host: 127.0.0.1:" + ChatServer.shared().httpPort();
            String next = "GET /chatboard/smuggled HTTP/1.1|" + host + "||";
            String all =
                    "POST /chatboard" + path + " HTTP/1.1|" + host + "|Content-Type: application/json|" + rest + next;
            try (RawSocket socket = new RawSocket()) {
                RawSocket.Answer answer = socket.ask(all.replace("|", "\r\n").getBytes(ISO_8859_1));
                assertThat(answer.status()).as(path).isBetween(300, 499);
                assertThat(socket.toTheEnd()).as(path).isNotNull().doesNotContain("HTTP/1.1", "smuggled");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/setup, 1048577, 413",
        "/api/v1/setup, 5000000, 413",
        "/api/v1/setup, 50000000000, 413",
        "/api/v1/setup, 9223372036854775807, 413",
        "/login, 1048577, 413",
        "/login, 50000000, 413"
    })
    void aBodyThatIsTooLongIsRefusedByChatBoardItself(String path, String length, int status) {
        Map<String, String> headers = headers(path.equals("/login") ? FORM : "application/json");
        headers.put("Content-Length", length);
        try (RawSocket socket = new RawSocket()) {
            RawSocket.Answer answer = socket.ask(request(path, headers, new byte[0]));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(answer.header("Content-Type"))
                    .startsWith(path.equals("/login") ? "text/plain" : "application/problem+json");
            assertThat(answer.headers()).noneMatch(Texts::givesAway);
        }
    }

    @Test
    void manyBodiesThatNeverComeHoldNoThread() {
        Map<String, String> large = headers("application/json");
        large.put("Content-Length", "2000000");
        Map<String, String> endless = headers("application/json");
        endless.put("Upgrade", "h2c");
        endless.put("Transfer-Encoding", "chunked");
        List<RawSocket> sockets = new ArrayList<>();
        try {
            for (Map<String, String> headers : List.of(large, endless)) {
                IntStream.range(0, MANY).forEach(n -> {
                    RawSocket socket = new RawSocket();
                    sockets.add(socket);
                    socket.write(request(SETUP, headers, new byte[0]));
                });
            }
            expect(200, "/login", headers(FORM), new byte[0]);
        } finally {
            sockets.forEach(RawSocket::close);
        }
    }

    private static Map<String, String> headers(String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + ChatServer.shared().httpPort());
        headers.put("Connection", "Upgrade");
        headers.put("Content-Type", type);
        return headers;
    }

    private static byte[] request(String path, Map<String, String> headers, byte[] body) {
        byte[] head = RawSocket.request("POST /chatboard" + path + " HTTP/1.1", headers);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static void expect(int status, String path, Map<String, String> headers, byte[] body) {
        try (RawSocket socket = new RawSocket()) {
            RawSocket.Answer answer = socket.ask(request(path, headers, body));
            assertThat(answer.status()).as(headers.toString()).isEqualTo(status);
            assertThat(answer.headers()).noneMatch(Texts::givesAway);
        }
    }
}
