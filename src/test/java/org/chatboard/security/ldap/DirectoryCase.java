package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
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
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.settings.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A company whose directory ChatBoard asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DirectoryCase {

    /** Of the hundred ports of this server; the same in each run, for what was set is remembered for a while. */
    private static final int PORT = ChatServer.shared().portBase() + 89;

    /** What the server remembers of settings, and a little more. */
    private static final Duration SETTINGS_HOLD = Duration.ofSeconds(150);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    static final String RUN = Long.toString(System.nanoTime() & 0xffffffL, 36);

    final Corp corp;
    final Front front;
    final Person anna = Person.anna();

    DirectoryCase() throws LDAPException {
        corp = Corp.start();
        front = new Front(PORT, corp.port());
    }

    @BeforeAll
    void theDirectoryIsSet() throws LDAPException, IOException {
        anna.signUp();
        for (int probe = 0; probe < 40; probe++) {
            corp.add("probe" + probe + "-" + RUN, "Probe", "Probe", "probe" + probe + "-" + RUN + "@corp.example");
        }
        corp.group("everybody", corp.add(name("warm"), "Warm", "Up", name("warm") + "@corp.example"));
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
                "ldap://127.0.0.1:" + PORT));
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
                "cn=lab-staff," + Corp.GROUPS.toUpperCase(Locale.ROOT),
                "url",
                "ldap://127.0.0.1:" + PORT);
        lab.forEach((key, value) -> settings.put("lab." + key, value));
        settings.put("directories", "lab");
        settings.putAll(more());
        asadmin(settings.entrySet().stream()
                .map(entry -> "set-config-property --source=domain --propertyName=chatboard.ldap." + entry.getKey()
                        + " --propertyValue=\"" + entry.getValue() + "\"")
                .collect(Collectors.joining("\n")));
        int[] probe = {0};
        long fresh = ServerSettings.fresh();
        await(() -> signIn("probe" + probe[0]++ + "-" + RUN).statusCode() == 201 && System.nanoTime() > fresh);
    }

    /** What this test sets besides. */
    Map<String, String> more() {
        return Map.of();
    }

    @AfterAll
    void theDirectoryIsForgotten() throws IOException {
        asadmin("delete-config-property --source=domain --propertyName=chatboard.ldap.url\n"
                + "delete-config-property --source=domain --propertyName=chatboard.ldap.directories");
        front.down();
        await(() -> session(name("nobody"), "wrong password").statusCode() == 401);
        front.close();
        corp.close();
    }

    @BeforeEach
    void theDirectoryIsUp() {
        front.up(Front.Mode.OPEN);
    }

    private static void asadmin(String commands) throws IOException {
        Path file = Files.writeString(ChatServer.shared().home().resolve("ldap.asadmin"), commands + "\n");
        ChatServer.shared()
                .script("asadmin", "multimode", "--file", file.toString())
                .expectSuccess();
    }

    /** Whatever may come to be. */
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

    static String name(String first) {
        return first + "-" + RUN;
    }

    /** Makes somebody in the directory. */
    String add(String first) throws LDAPException {
        String uid = name(first);
        return corp.add(uid, first, "Corp", uid + "@corp.example");
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

    static HttpResponse<String> form(Visitor visitor, String name, String password) {
        HttpResponse<String> page = visitor.open("/login");
        return visitor.submit(
                page, Form.in(page.body(), "form").fill("username", name).fill("password", password));
    }
}
