package org.chatboard.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Command;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.webhooks.Hooks;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A receiver over TLS is believed when the administrator trusts its certificate, as operations.md says. No database has a part
 * in it: one run is enough.
 */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class OutgoingTlsIT {

    @TempDir
    Path folder;

    @Test
    void theServersOwnListOfAuthoritiesDecides() throws IOException, GeneralSecurityException {
        Person anna = Person.anna().joins();
        UUID room = Sql.room("CLOSED", anna);
        try (Receiver receiver = Receiver.overTls(folder)) {
            JsonObject hook = new Hooks(anna).outgoing(room, receiver.url());
            say(anna, room, "to whoever it is");
            String log = Hooks.API + "outgoing/" + hook.getString("id") + "/deliveries";
            Await.until(() -> anna.json(log).toString(), text -> text.contains("tls_failed"));
            assertThat(receiver.rest()).isEmpty();

            ChatServer.shared().stop();
            trust(folder.resolve("receiver.pem"));
            ChatServer.shared().start();
            assertThat(receiver.next().text()).isEqualTo("to whoever it is");
            new Hooks(anna).send("DELETE", "outgoing/" + hook.getString("id"), null);
        }
    }

    private void trust(Path certificate) throws IOException {
        Path home = ChatServer.shared().home();
        String master = Files.readAllLines(home.resolve("admin-password")).stream()
                .filter(line -> line.startsWith("AS_ADMIN_MASTERPASSWORD="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        Command.run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-importcert",
                                "-noprompt",
                                "-alias",
                                "receiver-" + UUID.randomUUID(),
                                "-file",
                                certificate.toString(),
                                "-keystore",
                                home.resolve("domains/chatboard/config/cacerts.p12")
                                        .toString(),
                                "-storepass",
                                master),
                        Map.of(),
                        folder.resolve("import.log"),
                        Duration.ofMinutes(1))
                .expectSuccess();
    }

    private static void say(Person person, UUID room, String text) {
        assertThat(person.postJson(
                                "/api/v1/rooms/" + room + "/messages",
                                "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":" + Json.quoted(text) + "}")
                        .statusCode())
                .isEqualTo(201);
    }
}
