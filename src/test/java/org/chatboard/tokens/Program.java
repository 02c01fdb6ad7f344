package org.chatboard.tokens;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.contract.Witness;

/**
 * A script that acts for somebody: no browser, no cookie, no origin, only a token.
 *
 * @param id names the token
 * @param secret what it sends
 */
public record Program(String id, String secret) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A program that knows something which was never anybody's token. */
    static Program knowing(String secret) {
        return new Program(UUID.randomUUID().toString(), secret);
    }

    /** A program with a token that its owner makes for it. */
    public static Program of(Person owner, String... scopes) {
        return read(owner.postJson("/api/v1/tokens", wish("script", "", scopes)));
    }

    /** The same with a token that ends so soon. */
    public static Program shortLived(Person owner, Duration life, String... scopes) {
        return read(owner.postJson(
                "/api/v1/tokens", wish("short", Instant.now().plus(life).toString(), scopes)));
    }

    static String wish(String name, String expiresAt, String... scopes) {
        String list = Arrays.stream(scopes).map(Json::quoted).collect(Collectors.joining(","));
        return "{\"name\":" + Json.quoted(name) + ",\"scopes\":[" + list + "]"
                + (expiresAt.isEmpty() ? "" : ",\"expiresAt\":" + Json.quoted(expiresAt)) + "}";
    }

    private static Program read(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new AssertionError("no token: " + answer.statusCode() + "\n" + answer.body());
        }
        var token = Json.object(answer.body());
        return new Program(token.getString("id"), token.getString("secret"));
    }

    /** Reads something. */
    public HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    /** Sends a request with the token; empty JSON is none. */
    public HttpResponse<String> send(String method, String path, String json) {
        return send(request(method, path, json).header("Authorization", "Bearer " + secret));
    }

    /** A request of somebody who says nothing about themselves yet. */
    public static HttpRequest.Builder request(String method, String path, String json) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(ChatServer.shared().url(path)).timeout(LIMIT);
        return json.isEmpty()
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json));
    }

    /** The answer, which must be as the contract says. */
    public static HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> answer = HTTP.sendAsync(request.build(), BodyHandlers.ofString())
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        Witness.saw(answer);
        return answer;
    }

    /** Opens a socket; the greeting is still to be awaited. */
    ChatSocket open() {
        return ChatSocket.byToken(secret, "/ws/chat");
    }

    /** A message as JSON. */
    public static String message(String text) {
        return "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":" + Json.quoted(text) + "}";
    }
}
