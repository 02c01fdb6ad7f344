package org.chatboard.scim;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** Writes attributes as JSON. */
final class ScimText {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private ScimText() {}

    static String of(Map<String, Object> body) {
        StringWriter text = new StringWriter(1_024);
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            json.writeStartObject();
            body.forEach((name, value) -> write(json, name, value));
            json.writeEnd();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, Object value) {
        json.writeKey(name);
        write(json, value);
    }

    private static void write(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, part) -> write(json, (String) name, part));
            json.writeEnd();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(element -> write(json, element));
            json.writeEnd();
        } else if (value instanceof Boolean flag) {
            json.write(flag);
        } else if (value instanceof Number number) {
            json.write(number.longValue());
        } else {
            json.write(value.toString());
        }
    }
}
