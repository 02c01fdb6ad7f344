package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
import org.junit.jupiter.api.Test;

/** The server is killed while it tells; afterwards it goes on where it was. */
class OutgoingRestartIT {

    private static final int SAID = 200;

    @Test
    void whatWasSaidBeforeThePowerWentOffIsToldAfterwards() {
        Person anna = Person.anna().joins();
        UUID room = Sql.room("CLOSED", anna);
        List<UUID> clientIds =
                IntStream.range(0, SAID).mapToObj(n -> UUID.randomUUID()).toList();
        try (Receiver receiver = new Receiver();
                ChatSocket socket = ChatSocket.greeted(anna)) {
            JsonObject hook = new Hooks(anna).outgoing(room, receiver.url());
            for (int n = 0; n < SAID; n++) {
                socket.send(Json.postIn(room.toString(), clientIds.get(n), "message " + n));
            }
            clientIds.forEach(socket::acknowledged);
            List<Told> told = new ArrayList<>(receiver.next(SAID / 4));
            ChatServer.shared().kill9();
            told.addAll(receiver.rest());
            assertThat(told).hasSizeLessThan(SAID);
            ChatServer.shared().start();

            List<String> expected =
                    IntStream.range(0, SAID).mapToObj(n -> "message " + n).toList();
            while (!told.get(told.size() - 1).text().equals("message " + (SAID - 1))) {
                told.add(receiver.next());
            }
            // Each at least once, new ones in order; only the one that was on its way may come twice.
            assertThat(new LinkedHashSet<>(told.stream().map(Told::text).toList()))
                    .containsExactlyElementsOf(expected);
            assertThat(told).hasSizeLessThanOrEqualTo(SAID + 2);
            assertThat(new LinkedHashSet<>(told.stream().map(Told::eventId).toList()))
                    .hasSize(SAID);
            assertThat(told).allMatch(one -> one.isSignedWith(hook.getString("secret")));
            new Hooks(anna).send("DELETE", "outgoing/" + hook.getString("id"), null);
        }
    }
}
