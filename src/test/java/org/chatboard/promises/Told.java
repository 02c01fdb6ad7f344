package org.chatboard.promises;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the server tells whoever asks anew, in a form that can be compared. */
final class Told {

    private Told() {}

    /** What a greeting or the answer of {@code sync} says, without what differs with each, in a fixed order. */
    static JsonObject fresh(JsonObject told) {
        List<JsonObject> all = new ArrayList<>(told.getJsonArray("rooms").getValuesAs(JsonObject.class));
        all.sort((one, other) -> one.getString("id").compareTo(other.getString("id")));
        JsonArrayBuilder rooms = Json.createArrayBuilder();
        for (JsonObject room : all) {
            JsonArrayBuilder members = Json.createArrayBuilder();
            members(room).forEach(members::add);
            rooms.add(Json.createObjectBuilder(room).add("members", members));
        }
        Map<String, String> present = new TreeMap<>();
        for (JsonObject person : told.getJsonArray("presence").getValuesAs(JsonObject.class)) {
            present.put(person.getString("userId"), person.getString("state"));
        }
        JsonObjectBuilder here = Json.createObjectBuilder();
        present.forEach(here::add);
        return Json.createObjectBuilder()
                .add("rooms", rooms)
                .add("presence", here)
                .build();
    }

    /** The members of a room, in a fixed order. */
    static List<JsonObject> members(JsonObject room) {
        List<JsonObject> members = new ArrayList<>(room.getJsonArray("members").getValuesAs(JsonObject.class));
        members.sort((one, other) -> one.getString("userId").compareTo(other.getString("userId")));
        return members;
    }
}
