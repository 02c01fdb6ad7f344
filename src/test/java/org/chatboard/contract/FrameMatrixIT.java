package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.contract.AsyncApi;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame of {@code asyncapi.yaml} that a client sends, with everything that may be wrong about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameMatrixIT {

    private final Situation situation = new Situation();

    static Stream<String> frames() {
        return AsyncApi.DOCUMENT.frames().stream()
                .filter(frame -> frame.startsWith("client.") && !frame.equals("client.seed"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void framesWithSomethingWrong(String frame) {
        JsonNode payload = AsyncApi.DOCUMENT.payload(frame);
        List<String> taken = new ArrayList<>();
        situation.renew();
        try (ChatSocket socket = ChatSocket.greeted(situation.anna)) {
            for (Spoilt spoilt : Spoilt.all(good(payload), payload, AsyncApi.DOCUMENT.document())) {
                if (!spoilt.text().isEmpty() && spoilt.text().length() < 65_000) {
                    socket.send(spoilt.text());
                    List<JsonObject> answers = answers(socket, spoilt);
                    boolean isRefused = answers.stream()
                            .anyMatch(answer -> answer.getString("type").equals("error"));
                    if (!spoilt.mayPass() && !isRefused) {
                        taken.add(spoilt + ": " + answers);
                    }
                }
            }
            assertThat(socket.isUsable()).isTrue();
        }
        assertThat(taken).isEmpty();
    }

    private static List<JsonObject> answers(ChatSocket socket, Spoilt spoilt) {
        try {
            return socket.drain();
        } catch (AssertionError silent) {
            throw new AssertionError("after " + spoilt, silent);
        }
    }

    /** The needed fields of a frame, about the room of Anna and Ben. */
    private ObjectNode good(JsonNode payload) {
        ObjectNode good = JsonNodeFactory.instance.objectNode();
        for (JsonNode name : payload.path("required")) {
            JsonNode schema = payload.path("properties").path(name.asText());
            String known = situation.known(name.asText());
            if (schema.has("const")) {
                good.set(name.asText(), schema.path("const"));
            } else if (schema.path("type").asText().equals("integer")) {
                good.put(name.asText(), 0);
            } else if (schema.path("type").asText().equals("array")) {
                good.putArray(name.asText()).add(situation.ben.id().toString());
            } else {
                good.put(
                        name.asText(),
                        known.isEmpty()
                                ? schema.has("format") ? UUID.randomUUID().toString() : "Hi"
                                : known);
            }
        }
        return good;
    }
}
