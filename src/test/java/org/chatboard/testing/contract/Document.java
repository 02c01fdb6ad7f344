package org.chatboard.testing.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A document of the contract as the build made it, read strictly: a client ignores fields that it does not know, but a
 * test must see that they are not documented.
 */
public final class Document {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;
    private final String name;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    Document(String file) {
        try {
            root = new YAMLMapper().readTree(Path.of("target/contract", file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        name = "https://chatboard.invalid/" + file;
        JsonNode strict = root.deepCopy();
        close(strict);
        registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(), builder -> builder.schemas(Map.of(name, strict.toString())));
    }

    /** The whole of it, as it is published. */
    public JsonNode root() {
        return root;
    }

    /** What a reference inside the document leads to; anything else is what it is. */
    public JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual()
                ? resolve(root.at(JsonPointer.compile(reference.textValue().substring(1))))
                : node;
    }

    /** Where a reference inside the document leads to, as a pointer; {@code pointer} itself when there is none. */
    String resolve(String pointer) {
        JsonNode reference = root.at(pointer).path("$ref");
        return reference.isTextual() ? resolve(reference.textValue().substring(1)) : pointer;
    }

    /** What is wrong with a value in the eyes of the schema at a pointer. */
    List<String> complaints(String pointer, JsonNode value) {
        return schemas
                .computeIfAbsent(pointer, this::schema)
                .validate(value, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** Reads what was sent or received; a text that is no JSON has no value. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    static String token(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }

    private Schema schema(String pointer) {
        return registry.getSchema(SchemaLocation.of(name + "#" + pointer));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Document::close);
    }
}
