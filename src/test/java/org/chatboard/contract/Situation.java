package org.chatboard.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.contract.OpenApi.Operation;
import org.chatboard.testing.contract.OpenApi.Parameter;
import org.chatboard.tokens.Program;
import org.chatboard.webhooks.Hooks;

/**
 * Anna and Ben, who talk with each other, Carla, who has nothing to do with it, Ida, who runs the installation, and what a
 * good call would be about. People are dear: signing up and in is a dozen pages. Hence all calls of a class share them, and
 * {@link #renew()} makes good what the call before may have spoiled.
 */
final class Situation {

    static final String API = "/api/v1";

    final Person anna = Person.anna().joins();
    final Person ben = Person.ben().joins();
    final Person carla = Person.carla().joins();
    final Person ida = Person.administrator();

    /** What stands for a parameter of the document that several calls share, by the name of the component. */
    private final Map<String, String> known = new HashMap<>();

    private final Hooks hooks = new Hooks(anna);
    private final UUID group =
            UUID.fromString(Json.object(anna.postJson("/api/v1/rooms", "{\"kind\":\"CLOSED\",\"name\":\"Builds\"}")
                            .body())
                    .getString("id"));
    private String hook = "";

    Situation() {
        known.put("UserName", ben.username());
        renew();
    }

    /** From now on calls are about a message that Anna only just wrote to Ben. */
    void renew() {
        JsonObject said = Json.object(
                        anna.postJson("/api/v1/users/" + ben.username() + "/messages", Program.message("Hi"))
                                .body())
                .getJsonObject("message");
        about(said.getString("roomId"), said.getString("id"));
    }

    /** From now on calls are about this room and this message. */
    void about(String roomId, String messageId) {
        known.put("RoomId", roomId);
        known.put("MessageId", messageId);
    }

    /** The address of a call with its required parts; what the tests know nothing of is the id of nothing. */
    String address(Operation operation) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : operation.parameters()) {
            String value = value(parameter, operation);
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", value);
            } else if (parameter.in().equals("query") && parameter.required()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.name())
                        .append('=')
                        .append(value);
            }
        }
        return API + path + query;
    }

    /** The room or the message that a field of a frame is about; empty for other fields. */
    String known(String field) {
        String component = Character.toUpperCase(field.charAt(0)) + field.substring(1);
        return known.getOrDefault(component, "");
    }

    private String value(Parameter parameter, Operation operation) {
        String component = String.valueOf(parameter.component());
        if (known.containsKey(component)) {
            return known.get(component);
        } else if (component.equals("TokenId")) {
            return Program.of(anna, "read").id();
        } else if (component.equals("HookId") || component.equals("HookSecret")) {
            return hook(component, operation.path().startsWith("/webhooks/outgoing") ? "outgoing" : "incoming");
        }
        return parameter.schema().path("example").asText(UUID.randomUUID().toString());
    }

    /** A hook of Anna's, who has no other: the call before may have taken hers away, and a room has so many at most. */
    private String hook(String component, String kind) {
        if (!hook.isEmpty()) {
            hooks.send("DELETE", hook, null);
        }
        JsonObject made = kind.equals("outgoing")
                ? hooks.outgoing(group, "http://127.0.0.1:9/nobody")
                : hooks.incoming(group, "Build");
        hook = kind + "/" + made.getString("id");
        return component.equals("HookId") ? made.getString("id") : made.getString("secret");
    }

    /** The body of the document's example, as a program would send it the first time; an empty object without one. */
    static ObjectNode body(Operation operation) {
        JsonNode example = operation.body().orElseThrow().path("example");
        if (!example.isObject()) {
            throw new AssertionError(operation + " needs an example of its body");
        }
        ObjectNode body = example.deepCopy();
        if (body.has("clientId")) {
            body.put("clientId", UUID.randomUUID().toString());
        }
        return body;
    }

    /** A call as it should be, with another body or none; without a type when that is empty. */
    static HttpRequest.Builder request(Operation operation, String address, String type, byte[] body) {
        ChatServer server = ChatServer.shared();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.url(address)).header("Origin", server.origin());
        boolean hasBody = operation.node().has("requestBody");
        if (hasBody && !type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return request.method(
                operation.method().toUpperCase(Locale.ROOT),
                hasBody ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
    }

    /** Makes such a call; whoever goes by it is let in again. */
    HttpResponse<String> call(Visitor who, Operation operation, String address, String type, byte[] body) {
        HttpResponse<String> answer = who.send(request(operation, address, type, body));
        if (who instanceof Person person && operation.toString().equals("DELETE /session")) {
            person.signIn();
        }
        return answer;
    }
}
