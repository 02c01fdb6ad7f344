package org.chatboard.webhooks;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.jspecify.annotations.Nullable;

/** The webhooks of one person, through the API. */
public final class Hooks {

    /** Where the API has them. */
    public static final String API = "/api/v1/webhooks/";

    private final Person person;

    /** Those of somebody who is signed in. */
    public Hooks(Person person) {
        this.person = person;
    }

    /** Makes an incoming hook; the answer must be 201. */
    public JsonObject incoming(UUID room, String name) {
        return created("incoming", "{\"roomId\":\"" + room + "\",\"name\":" + Json.quoted(name) + "}");
    }

    /** Makes an outgoing hook; the answer must be 201. */
    public JsonObject outgoing(UUID room, String url) {
        return created("outgoing", "{\"roomId\":\"" + room + "\",\"url\":" + Json.quoted(url) + "}");
    }

    /** Makes an outgoing hook for one event. */
    public JsonObject outgoing(UUID room, String url, String event) {
        return created(
                "outgoing",
                "{\"roomId\":\"" + room + "\",\"url\":" + Json.quoted(url) + ",\"events\":[\"" + event + "\"]}");
    }

    /** An outgoing hook as the list shows it now. */
    public JsonObject outgoing(String id) {
        return person.json(API + "outgoing?limit=200").getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(hook -> hook.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** What was tried for an outgoing hook, newest first. */
    public List<JsonObject> deliveries(JsonObject hook) {
        return person.json(API + "outgoing/" + hook.getString("id") + "/deliveries")
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    /** Tells one of them once more. */
    public HttpResponse<String> replay(JsonObject hook, String deliveryId) {
        return person.postJson(
                API + "outgoing/" + hook.getString("id") + "/deliveries", "{\"replayOf\":\"" + deliveryId + "\"}");
    }

    private JsonObject created(String which, String body) {
        HttpResponse<String> answer = person.postJson(API + which, body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(which + ": " + answer.statusCode() + "\n" + answer.body());
        }
        return Json.object(answer.body());
    }

    /** Sends something with a method of its own. */
    public HttpResponse<String> send(String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(ChatServer.shared().url(API + path))
                .header("Origin", ChatServer.shared().origin());
        return person.send(
                json == null
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(json)));
    }

    /** Posts at an incoming address, as a program would: no cookie, no origin. */
    public static HttpResponse<String> post(String secret, String json) {
        return new Visitor()
                .send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/hooks/" + secret))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }
}
