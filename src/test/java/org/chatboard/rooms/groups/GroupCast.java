package org.chatboard.rooms.groups;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;

/** An owner, a moderator, a member and a stranger, and what people do with rooms over the REST API. */
final class GroupCast {

    private final Map<String, Person> byRole = new LinkedHashMap<>();

    GroupCast() {
        byRole.put("owner", Person.ida().joins());
        byRole.put("moderator", Person.anna().joins());
        byRole.put("member", Person.ben().joins());
        byRole.put("stranger", Person.carla().joins());
    }

    Map<String, Person> all() {
        return byRole;
    }

    Person person(String role) {
        Person person = byRole.get(role);
        if (person == null) {
            throw new AssertionError("nobody is " + role);
        }
        return person;
    }

    /** A room with an owner, a moderator and a member. */
    String room(String kind) {
        Person owner = person("owner");
        String room = id(create(
                owner,
                kind,
                "Work of " + UUID.randomUUID(),
                person("moderator").username(),
                person("member").username()));
        assertThat(put(owner, room + "/members/" + person("moderator").username(), "{\"role\":\"MODERATOR\"}")
                        .statusCode())
                .isEqualTo(200);
        return room;
    }

    static HttpResponse<String> create(Person owner, String kind, String name, String... members) {
        String list =
                String.join(",", List.of(members).stream().map(Json::quoted).toList());
        return owner.postJson(
                "/api/v1/rooms",
                "{\"kind\":\"" + kind + "\",\"name\":" + Json.quoted(name) + ",\"members\":[" + list + "]}");
    }

    static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.object(answer.body()).getString("id");
    }

    static HttpResponse<String> say(Person person, String room, String text) {
        return person.postJson(
                "/api/v1/rooms/" + room + "/messages",
                "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":" + Json.quoted(text) + "}");
    }

    static HttpResponse<String> patch(Person person, String room, String body) {
        return person.sendJson("PATCH", "/api/v1/rooms/" + room, body);
    }

    static HttpResponse<String> put(Person person, String path, String body) {
        return person.sendJson("PUT", "/api/v1/rooms/" + path, body);
    }

    static List<String> texts(Person reader, String room) {
        return reader
                .json("/api/v1/rooms/" + room + "/messages")
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(message -> message.getString("text"))
                .toList();
    }
}
