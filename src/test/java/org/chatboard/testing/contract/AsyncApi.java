package org.chatboard.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The frames of the sockets, as {@code asyncapi.yaml} documents them. */
public final class AsyncApi {

    /** Of this installation. */
    public static final AsyncApi DOCUMENT = new AsyncApi();

    private final Document document = new Document("asyncapi.yaml");

    private AsyncApi() {}

    /** The document itself. */
    public Document document() {
        return document;
    }

    /** The names of all frames: {@code client.} or {@code server.} and their type. */
    public List<String> frames() {
        return document.root().path("components").path("messages").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What a frame consists of. */
    public JsonNode payload(String frame) {
        return document.root().at("/components/messages/" + frame + "/payload");
    }

    /** The name of a frame on the socket of the original or on the other one. */
    static String name(String side, JsonNode frame, boolean isSeed) {
        if (isSeed) {
            return side + (frame.has("error") ? ".seedError" : ".seed");
        }
        return side + "." + frame.path("type").asText();
    }

    /** What is wrong with a frame. */
    List<String> complaints(String name, JsonNode frame) {
        return payload(name).isMissingNode()
                ? List.of("a frame of this type is not documented")
                : document.complaints("/components/messages/" + name + "/payload", frame);
    }
}
