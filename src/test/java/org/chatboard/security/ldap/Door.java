package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Visitor;

/** ChatBoard's door, which knows of the directory, and those who knock. */
final class Door {

    /** What the server remembers of settings, and a little more. */
    private static final Duration SETTINGS_HOLD = Duration.ofSeconds(150);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String RUN = Long.toString(System.nanoTime() & 0xffffffL, 36);

    private Door() {}

    static String name(String first) {
        return first + "-" + RUN;
    }

    static void configure(int port) throws IOException {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "allow-plain",
                "true",
                "bind-dn",
                Corp.SERVICE,
                "bind-password",
                Corp.SERVICE_PASSWORD,
                "user-base",
                Corp.PEOPLE,
                "group-base",
                Corp.GROUPS,
                "nested",
                "true",
                "admin-groups",
                "chatboard-admins",
                "url",
                "ldap://127.0.0.1:" + port));
        Map<String, String> lab = Map.of(
                "allow-plain",
                "true",
                "bind-dn",
                Corp.SERVICE,
                "bind-password",
                Corp.SERVICE_PASSWORD,
                "user-base",
                "ou=lab," + Corp.BASE,
                "group-base",
                Corp.GROUPS,
                "active-directory",
                "true",
                "required-groups",
                "cn=Lab Staff," + Corp.GROUPS.toUpperCase(Locale.ROOT),
                "url",
                "ldap://127.0.0.1:" + port);
        lab.forEach((key, value) -> settings.put("lab." + key, value));
        settings.put("directories", "lab");
        asadmin(settings.entrySet().stream()
                .map(entry -> "set-config-property --source=domain --propertyName=chatboard.ldap." + entry.getKey()
                        + " --propertyValue=\"" + entry.getValue() + "\"")
                .collect(Collectors.joining("\n")));
    }

    static void asadmin(String commands) throws IOException {
        // The server keeps what it knows of settings for a minute otherwise.
        String now = "set-config-cache --duration 1\n";
        Path file = Files.writeString(Path.of("target/it", "ldap.asadmin").toAbsolutePath(), now + commands + "\n");
        ChatServer.shared()
                .script("asadmin", "multimode", "--file", file.toString())
                .expectSuccess();
    }

    interface Question {
        boolean isSo();
    }

    static void await(Question question) {
        long end = System.nanoTime() + SETTINGS_HOLD.toNanos();
        while (!question.isSo()) {
            assertThat(System.nanoTime()).as("settings hold").isLessThan(end);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static HttpResponse<String> session(Visitor visitor, String name, String password) {
        return visitor.postJson(
                "/api/v1/session",
                "{\"username\":" + Json.quoted(name) + ",\"password\":" + Json.quoted(password) + "}");
    }

    static HttpResponse<String> session(String name, String password) {
        return session(new Visitor(), name, password);
    }

    static HttpResponse<String> signIn(String uid) {
        return session(uid, Corp.passwordOf(uid));
    }

    static JsonObject user(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.object(answer.body()).getJsonObject("user");
    }

    static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + Json.object(answer.body()).getString("code", "");
    }
}
