package org.chatboard.testing;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.UUID;

/** Reads what the server says. */
public final class Json {

    private Json() {}

    /** The object that a text is. */
    public static JsonObject object(String text) {
        try (JsonReader reader = jakarta.json.Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** The frames in a text of the server: one object, or several as a list. */
    public static List<JsonObject> frames(String text) {
        return text.startsWith("[")
                ? object("{\"all\":" + text + "}").getJsonArray("all").getValuesAs(JsonObject.class)
                : List.of(object(text));
    }

    /** A message as everybody tells it, without the fields of the original that REST adds between two people. */
    public static JsonObject said(JsonObject message) {
        JsonObjectBuilder plain = jakarta.json.Json.createObjectBuilder(message);
        List.of("receiver", "message", "timestamp", "isRead").forEach(plain::remove);
        return plain.build();
    }

    /** A string in JSON, with its quotes; everything outside ASCII is escaped, lone surrogates too. */
    public static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** A {@code message.post} to a person by user name. */
    public static String postTo(String username, UUID clientId, String text) {
        return "{\"type\":\"message.post\",\"clientId\":\"" + clientId + "\",\"to\":" + quoted(username) + ",\"text\":"
                + quoted(text) + "}";
    }

    /** A {@code message.post} to a room. */
    public static String postIn(String roomId, UUID clientId, String text) {
        return "{\"type\":\"message.post\",\"clientId\":\"" + clientId + "\",\"roomId\":\"" + roomId + "\",\"text\":"
                + quoted(text) + "}";
    }
}
