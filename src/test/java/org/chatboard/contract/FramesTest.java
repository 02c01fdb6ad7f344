package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.testing.contract.AsyncApi;
import org.chatboard.testing.contract.OpenApi;
import org.junit.jupiter.api.Test;

/** The frames that the code reads and writes and those of {@code asyncapi.yaml} are the same, in both directions. */
class FramesTest {

    private static final Path CODE = Path.of("src/main/java/org/chatboard/live/frame");

    @Test
    void everyFrameThatIsReadIsDocumentedAndTheOtherWayRound() throws IOException {
        Set<String> read = found("FrameReader.java", "case \"([a-z.]+)\" ->", "client.");
        read.add("client.seed");
        assertThat(documented("client.")).isEqualTo(read);
    }

    @Test
    void everyFrameThatIsWrittenIsDocumentedAndTheOtherWayRound() throws IOException {
        Set<String> written = found("Frames.java", "frame\\(\\s*\"([a-z.]+)\"", "server.");
        written.addAll(Set.of("server.pong", "server.seed", "server.seedError"));
        assertThat(documented("server.")).isEqualTo(written);
    }

    @Test
    void everyFrameIsInOneChannelAndOneOperationOfItsDirection() {
        JsonNode root = AsyncApi.DOCUMENT.document().root();
        Set<String> sent = new TreeSet<>();
        for (JsonNode operation : root.path("operations")) {
            String side = operation.path("action").asText().equals("send") ? "server." : "client.";
            for (JsonNode message : operation.path("messages")) {
                String reference = message.path("$ref").asText();
                String name = reference.substring(reference.lastIndexOf('/') + 1);
                assertThat(name).startsWith(side);
                assertThat(root.at(reference.substring(1)).path("$ref").asText())
                        .isEqualTo("#/components/messages/" + name);
                assertThat(sent.add(name)).as(name).isTrue();
            }
        }
        assertThat(sent).isEqualTo(new TreeSet<>(AsyncApi.DOCUMENT.frames()));
    }

    @Test
    void theTypeOfAFrameIsItsName() {
        for (String frame : AsyncApi.DOCUMENT.frames()) {
            if (!frame.contains(".seed")) {
                assertThat(frame)
                        .endsWith("."
                                + AsyncApi.DOCUMENT
                                        .payload(frame)
                                        .at("/properties/type/const")
                                        .asText());
            }
        }
    }

    @Test
    void bothDocumentsSayTheSameOfWhatTheyShare() {
        JsonNode api = OpenApi.DOCUMENT.document().root().at("/components/schemas");
        AsyncApi.DOCUMENT.document().root().at("/components/schemas").properties().stream()
                .filter(schema -> !schema.getKey().equals("Code") && api.has(schema.getKey()))
                .forEach(schema -> assertThat(schema.getValue()).isEqualTo(api.path(schema.getKey())));
    }

    private static Set<String> documented(String side) {
        return new TreeSet<>(AsyncApi.DOCUMENT.frames().stream()
                .filter(frame -> frame.startsWith(side))
                .toList());
    }

    private static Set<String> found(String file, String pattern, String side) throws IOException {
        Set<String> types = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(CODE.resolve(file)));
        while (matcher.find()) {
            types.add(side + matcher.group(1));
        }
        return types;
    }
}
