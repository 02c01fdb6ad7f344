package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.webhooks.Hooks;
import org.chatboard.webhooks.Sql;
import org.chatboard.webhooks.outgoing.Receiver.Told;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A second ChatBoard on the same database follows the same rooms. */
class OutgoingTwoServersIT {

    private static final String OTHER = "chatboard-other";

    private static final int SAID = 150;

    @BeforeAll
    static void anotherOneStarts() {
        ChatServer.shared()
                .script(
                        "asadmin",
                        "deploy",
                        "--force=true",
                        "--name",
                        OTHER,
                        "--contextroot",
                        OTHER,
                        "--virtualservers",
                        "server",
                        ChatServer.shared().war().toAbsolutePath().toString())
                .expectSuccess();
    }

    @AfterAll
    static void itStops() {
        ChatServer.shared().script("asadmin", "undeploy", OTHER).expectSuccess();
    }

    @Test
    void everythingIsToldOnceAndInOrder() {
        Person anna = Person.anna().joins();
        UUID room = Sql.room("CLOSED", anna);
        List<String> said =
                IntStream.range(0, SAID).mapToObj(n -> "message " + n).toList();
        try (Receiver receiver = new Receiver();
                ChatSocket socket = ChatSocket.greeted(anna)) {
            String hook = new Hooks(anna).outgoing(room, receiver.url()).getString("id");
            receiver.willAnswer(204, 500, 204, 204, 500);
            said.forEach(text -> socket.send(Json.postIn(room.toString(), UUID.randomUUID(), text)));
            List<Told> told = receiver.next(SAID + 2);
            assertThat(told.stream().filter(one -> one.answer() == 204).map(Told::text))
                    .containsExactlyElementsOf(said);
            assertThat(new Hooks(anna).send("DELETE", "outgoing/" + hook, null).statusCode())
                    .isEqualTo(204);
            assertThat(receiver.rest()).isEmpty();
        }
    }
}
