package org.chatboard.rest.http;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the answers, field by field. */
public final class JsonBody {

    public static final String JSON = "application/json;charset=UTF-8";

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private JsonBody() {}

    /** One JSON object as text. */
    public static String of(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEnd();
        }
        return text.toString();
    }
}
