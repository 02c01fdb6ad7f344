package org.chatboard.refused;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No page of somebody else sends a form in the name of a reader, whichever it is: the addresses are those of {@code web.xml}
 * and of the servlets, the forms those of the pages, and a new one fails here until it is known. The calls of the API are in
 * {@code MatrixIT}. No database has a part in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class FormsIT {

    private static final String VIEW_STATE = "jakarta.faces.ViewState";

    private static final String EVIL = "https://evil.example";

    private static final String STRANGER = "127.8.0.1";

    private static final Path PAGES = Path.of("src/main/webapp");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Forms that change nothing here: {@code FirstAdminIT} and {@code SyncIT} send them while they do. The one beside a
     * conversation is that of the dashboard.
     */
    private static final Set<String> ELSEWHERE = Set.of("/setup form", "/admin/directories form", "/chat signOut");

    private Person ida = Person.ida();

    @BeforeAll
    void idaRunsThis() {
        ida = Person.administrator();
    }

    private static Stream<String> found(Path file, String pattern) {
        try {
            return Pattern.compile(pattern)
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> files(Path root, String end) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Wherever something can be sent to, but for calls of the API and sockets. */
    static List<String> addresses() {
        List<String> all = new ArrayList<>();
        Matcher faces = Pattern.compile("(?s)<servlet-name>faces</servlet-name>\\s*<url-pattern>.*?</servlet-mapping>")
                .matcher(read(PAGES.resolve("WEB-INF/web.xml")));
        assertThat(faces.find()).isTrue();
        Pattern.compile("<url-pattern>([^<]+)<")
                .matcher(faces.group())
                .results()
                .forEach(match -> all.add(match.group(1)));
        files(Path.of("src/main/java"), "Servlet.java")
                .forEach(file -> found(file, "@WebServlet\\(\"([^\"]+)\"")
                        .map(path -> path.replace("*", "Users"))
                        .forEach(all::add));
        assertThat(all).contains("/login", "/profile/security/end", "/auth/oidc/back-channel", "/scim/v2/Users");
        return all;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void noForeignPageSendsAnythingThere(String address) {
        ServerLog log = ServerLog.fromNow();
        for (Map<String, String> from : List.of(
                Map.of("Origin", EVIL),
                Map.of("Origin", "null"),
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            ChatServer.shared().url(address))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("form=form&form%3Asubmit=x&signOut=signOut"));
            from.forEach(request::header);
            assertThat(ida.sendAsForeigner(request).statusCode())
                    .as(from.toString())
                    .isIn(401, 403);
        }
        assertThat(ida.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        boolean isForPrograms = address.startsWith("/scim/");
        if (!isForPrograms) {
            log.await("Refused to \"" + ida.username() + "\" from 127.0.0.1: POST /chatboard" + address
                    + " (foreign_origin)");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + ChatServer.shared().httpPort());
        headers.put("Origin", EVIL);
        headers.put("Content-Length", "0");
        try (RawSocket socket = new RawSocket(STRANGER)) {
            int status = socket.ask("POST", address, headers).status();
            // Who is not signed in is sent to do so first, and nothing that was sent goes along.
            assertThat(status).isIn(302, 401, 403);
            if (status == 403) {
                log.await("Refused to nobody from " + STRANGER + ": POST /chatboard" + address + " (foreign_origin)");
            }
        }
    }

    static Set<String> forms() {
        return Filled.ALL.keySet();
    }

    @Test
    void eachFormOfThePagesIsKnown() {
        Set<String> all = new TreeSet<>();
        for (Path file : files(PAGES, ".xhtml")) {
            String page = "/" + PAGES.relativize(file).toString().replace(".xhtml", "");
            found(file, "<h:form id=\"(\\w+)\"").forEach(id -> {
                if (page.endsWith("/sidebar")) {
                    all.addAll(List.of("/dashboard " + id, "/chat " + id));
                } else if (page.endsWith("/templates/tokens")) {
                    all.add("/profile/tokens " + id);
                } else {
                    all.add(page + " " + id);
                }
            });
        }
        Set<String> known = new TreeSet<>(forms());
        known.addAll(ELSEWHERE);
        assertThat(all).isEqualTo(known).noneMatch(page -> page.startsWith("/WEB-INF"));
    }

    /** Browsers that say nothing of where a form comes from do not guess what only the page knows. */
    @ParameterizedTest
    @MethodSource("forms")
    void withoutTheStateOfItsOwnPageAFormChangesNothing(String name) {
        Filled filled = Objects.requireNonNull(Filled.ALL.get(name)).of(Person.anna());
        List<String> before = filled.stateNow();
        String right = filled.form().value(VIEW_STATE);
        Visitor mallory = new Visitor();
        String foreign = Form.in(mallory.open("/login").body(), "form").value(VIEW_STATE);
        ServerLog log = ServerLog.fromNow();
        for (String state : List.of(foreign, "1:1", "-1234567890:1", "x")) {
            HttpResponse<String> answer = send(filled, filled.form().set(VIEW_STATE, state));
            assertThat(answer.statusCode()).as(state).isEqualTo(303);
        }
        log.await("POST /chatboard" + name.replaceFirst(" .*", "") + " (view_state)");
        assertThat(send(filled, filled.form().without(VIEW_STATE)).statusCode()).isLessThan(400);
        assertThat(filled.stateNow()).isEqualTo(before);

        // Whoever reads the page of the second factor is shown another one.
        boolean isSpent = name.startsWith("/profile/second-factor");
        Filled last = isSpent ? Objects.requireNonNull(Filled.ALL.get(name)).of(Person.anna()) : filled;
        Form genuine = isSpent ? last.form() : last.form().set(VIEW_STATE, right);
        List<String> then = last.stateNow();
        assertThat(send(last, genuine).statusCode()).isLessThan(400);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (last.stateNow().equals(then)) {
            assertThat(System.nanoTime())
                    .as("with the right one it changes something")
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** As a browser that tells neither where the form stood nor whose page it was. */
    private static HttpResponse<String> send(Filled filled, Form form) {
        return filled.who()
                .sendAsForeigner(HttpRequest.newBuilder(filled.page().uri().resolve(form.action()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.encoded(), UTF_8)));
    }
}
