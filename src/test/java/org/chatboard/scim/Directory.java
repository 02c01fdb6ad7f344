package org.chatboard.scim;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.contract.Witness;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the organisation, which keeps accounts here with a token of Ida's.
 *
 * @param secret what it sends
 */
record Directory(String secret) {

    static final String BASE = "/scim/v2";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final String RUN = Long.toString(System.nanoTime() & 0xffffffL, 36);

    /** Ida makes the token as the guide says. */
    static Directory ofIda() {
        return of(Person.administrator(), "admin");
    }

    static Directory of(Person owner, String scope) {
        HttpResponse<String> made = owner.postJson(
                "/api/v1/tokens",
                "{\"name\":\"Directory\",\"scopes\":[\"" + scope + "\"],\"expiresAt\":\""
                        + Instant.now().plusSeconds(7_200) + "\"}");
        if (made.statusCode() != 201) {
            throw new AssertionError(made.body());
        }
        return new Directory(Json.object(made.body()).getString("secret"));
    }

    /** Text that nobody used before. */
    static String fresh(String stem) {
        return stem + "-" + RUN + "-" + NEXT.incrementAndGet();
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    HttpResponse<String> find(String resources, String filter) {
        return get(resources + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    HttpResponse<String> patch(String path, String... operations) {
        return send(
                "PATCH",
                path,
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                        + String.join(",", operations).replace('\'', '"') + "]}");
    }

    HttpResponse<String> send(String method, String path, @Nullable String body) {
        return send(request(method, path, body).header("Authorization", "Bearer " + secret));
    }

    static HttpRequest.Builder request(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(ChatServer.shared().url(BASE + path))
                .timeout(LIMIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return body == null ? request : request.header("Content-Type", "application/scim+json; charset=utf-8");
    }

    /** The answer, which must be as the contract says. */
    static HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> answer = HTTP.sendAsync(request.build(), BodyHandlers.ofString())
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        Witness.saw(answer);
        return answer;
    }

    /** Creates a user; the answer must be 201. */
    JsonObject user(String userName, String externalId) {
        return made(post("/Users", body(userName, externalId)));
    }

    static String body(String userName, String externalId) {
        return ("{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'externalId':'%s','userName':'%s','active':true,"
                        + "'name':{'givenName':'Dora','familyName':'Kern'},"
                        + "'emails':[{'primary':true,'type':'work','value':'%s'}]}")
                .formatted(externalId, userName, userName)
                .replace('\'', '"');
    }

    static JsonObject made(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.object(answer.body());
    }

    static JsonObject ok(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.object(answer.body());
    }

    static int total(HttpResponse<String> answer) {
        return ok(answer).getInt("totalResults");
    }
}
