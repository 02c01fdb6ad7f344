package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;

/** The power goes off in the middle of a conversation. */
class RestartIT {

    private static final int MESSAGES = 200;

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();

    @Test
    void nothingIsMissingOrDoubledAfterKillAndStart() {
        anna.joins();
        ben.joins();
        List<UUID> clientIds =
                IntStream.range(0, MESSAGES).mapToObj(n -> UUID.randomUUID()).toList();
        List<UUID> acknowledged = new ArrayList<>();
        try (ChatSocket annas = ChatSocket.greeted(anna)) {
            for (int i = 0; i < MESSAGES; i++) {
                annas.send(Json.postTo(ben.username(), clientIds.get(i), "message " + i));
            }
            for (UUID clientId : clientIds.subList(0, MESSAGES / 4)) {
                annas.acknowledged(clientId);
                acknowledged.add(clientId);
            }
            ChatServer.shared().kill9();
            assertThat(annas.closeCode()).isEqualTo(1006);
        }

        ChatServer.shared().start();

        String room;
        try (ChatSocket annas = ChatSocket.open(anna)) {
            room = annas.await("hello").getJsonArray("rooms").getJsonObject(0).getString("id");
            for (int i = 0; i < MESSAGES; i++) {
                annas.send(Json.postTo(ben.username(), clientIds.get(i), "message " + i));
            }
            for (UUID clientId : clientIds) {
                JsonObject answer = annas.acknowledged(clientId);
                if (acknowledged.contains(clientId)) {
                    assertThat(answer.getBoolean("replayed", false))
                            .as("what was acknowledged before is stored")
                            .isTrue();
                }
            }
        }
        List<JsonObject> stored = ben.json("/api/v1/rooms/" + room + "/messages?anchor=newest&before=200")
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
        assertThat(stored)
                .extracting(message -> message.getString("text"))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MESSAGES)
                        .mapToObj(n -> "message " + n)
                        .toList());
        assertThat(stored)
                .extracting(message -> message.getJsonNumber("seq").longValue())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MESSAGES).boxed().toList());
    }
}
