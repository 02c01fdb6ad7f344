package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People of the company's directory sign in, and whatever befalls the directory, nobody else notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryIT {

    /** Of the hundred ports of this server; the same in each run, for what was set is remembered for a while. */
    private static final int PORT = ChatServer.shared().portBase() + 89;

    /** What the server remembers of settings, and a little more. */
    private static final Duration SETTINGS_HOLD = Duration.ofSeconds(150);

    private static final Duration PAUSE = Duration.ofSeconds(4);

    private static final String RUN = Long.toString(System.nanoTime() & 0xffffffL, 36);

    private final Corp corp;
    private final Front front;
    private final Person anna = Person.anna();

    DirectoryIT() throws LDAPException {
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
        asadmin(settings.entrySet().stream()
                .map(entry -> "set-config-property --source=domain --propertyName=chatboard.ldap." + entry.getKey()
                        + " --propertyValue=\"" + entry.getValue() + "\"")
                .collect(Collectors.joining("\n")));
        int[] probe = {0};
        await(() -> signIn("probe" + probe[0]++ + "-" + RUN).statusCode() == 201);
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
        Path file = Files.writeString(Path.of("target/it", "ldap.asadmin").toAbsolutePath(), commands + "\n");
        ChatServer.shared()
                .script("asadmin", "multimode", "--file", file.toString())
                .expectSuccess();
    }

    private interface Question {
        boolean isSo();
    }

    private static void await(Question question) {
        long end = System.nanoTime() + SETTINGS_HOLD.toNanos();
        while (!question.isSo()) {
            assertThat(System.nanoTime()).as("settings hold").isLessThan(end);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String name(String first) {
        return first + "-" + RUN;
    }

    /** Makes somebody in the directory. */
    private String add(String first) throws LDAPException {
        String uid = name(first);
        return corp.add(uid, first, "Corp", uid + "@corp.example");
    }

    private static HttpResponse<String> session(Visitor visitor, String name, String password) {
        return visitor.postJson(
                "/api/v1/session",
                "{\"username\":" + Json.quoted(name) + ",\"password\":" + Json.quoted(password) + "}");
    }

    private static HttpResponse<String> session(String name, String password) {
        return session(new Visitor(), name, password);
    }

    private static HttpResponse<String> signIn(String uid) {
        return session(uid, Corp.passwordOf(uid));
    }

    private static JsonObject user(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.object(answer.body()).getJsonObject("user");
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + Json.object(answer.body()).getString("code", "");
    }

    @Test
    void theFirstSignInMakesTheAccountAndLaterOnesFollowTheDirectory() throws LDAPException {
        String dn = add("lena");
        JsonObject first = user(signIn(name("lena")));
        assertThat(first.getString("username")).isEqualTo(name("lena"));
        assertThat(first.getString("name")).isEqualTo("lena Corp");
        assertThat(Sql.run("select external_subject from users where password_hash is null and username = '"
                        + name("lena") + "'"))
                .singleElement()
                .asString()
                .matches("ldap:[0-9a-f-]{36}");

        corp.set(dn, "sn", "Married");
        corp.set(dn, "mail", name("lena.married") + "@corp.example");
        corp.rename(dn, "uid=" + name("lena-new"));
        JsonObject later = user(session(name("lena-new"), Corp.passwordOf(name("lena"))));
        assertThat(later.getString("id")).isEqualTo(first.getString("id"));
        assertThat(later.getString("name")).isEqualTo("lena Married");
        assertThat(later.getString("username")).isEqualTo(name("lena"));
        assertThat(user(session(name("LENA.married") + "@corp.example", Corp.passwordOf(name("lena"))))
                        .getString("id"))
                .isEqualTo(first.getString("id"));
    }

    @Test
    void theNameIsTheDirectorysWhateverTheCase() throws LDAPException {
        add("omar");
        String id = user(signIn(name("omar"))).getString("id");
        JsonObject shouted =
                user(session(" " + name("omar").toUpperCase(Locale.ROOT) + " ", Corp.passwordOf(name("omar"))));
        assertThat(shouted.getString("id")).isEqualTo(id);
        assertThat(shouted.getString("username")).isEqualTo(name("omar"));
    }

    @Test
    void thePageSaysThatItIsWrongOrLetsIn() throws LDAPException {
        add("page");
        Visitor visitor = new Visitor();
        assertThat(form(visitor, name("page"), "wrong").body()).contains("Username or password is wrong.");
        HttpResponse<String> in = form(visitor, name("page"), Corp.passwordOf(name("page")));
        assertThat(in.headers().firstValue("Location").orElse("")).endsWith("/dashboard");
    }

    private static HttpResponse<String> form(Visitor visitor, String name, String password) {
        HttpResponse<String> page = visitor.open("/login");
        return visitor.submit(
                page, Form.in(page.body(), "form").fill("username", name).fill("password", password));
    }

    @Test
    void wrongPasswordsAreRefusedAndThrottled() throws LDAPException {
        add("wrong");
        for (int i = 0; i < 5; i++) {
            assertThat(code(session(name("wrong"), "guess " + i))).isEqualTo("401 wrong_credentials");
        }
        assertThat(code(signIn(name("wrong")))).isEqualTo("429 too_many_failures");
    }

    @Test
    void anEmptyPasswordNeverReachesTheDirectory() throws LDAPException {
        add("empty");
        assertThat(session(name("empty"), "").statusCode()).isBetween(400, 401);
        assertThat(form(new Visitor(), name("empty"), "").statusCode()).isLessThan(300);
        assertThat(session(name("empty"), "\u0000").statusCode()).isBetween(400, 401);
        assertThat(corp.emptyBinds).isEmpty();
    }

    @Test
    void whatIsTypedIsNeverPartOfTheFilter() throws LDAPException {
        add("star");
        String password = Corp.passwordOf(name("star"));
        for (String typed : List.of(
                name("star").substring(0, 6) + "*",
                name("star") + ")(uid=*",
                name("star").replace("a", "\\61"),
                "x)(|(uid=" + name("star"),
                "*",
                name("star") + "\u0000",
                "uid=" + name("star") + "," + Corp.PEOPLE)) {
            assertThat(session(typed, password).statusCode()).as(typed).isBetween(400, 401);
        }
        assertThat(corp.filters).anyMatch(filter -> filter.contains("\\2a"));
        assertThat(user(signIn(name("star"))).getString("username")).isEqualTo(name("star"));
    }

    @Test
    void anAccountOfChatBoardsOwnIsNeverTakenOver() throws LDAPException {
        corp.add(anna.username(), "Evil", "Twin", name("twin") + "@corp.example");
        corp.filters.clear();
        assertThat(session(anna.username(), Corp.passwordOf(anna.username())).statusCode())
                .isEqualTo(401);
        assertThat(corp.filters).as("her name is not asked for").isEmpty();
        assertThat(session(name("twin") + "@corp.example", Corp.passwordOf(anna.username()))
                        .body())
                .contains("directory_account_taken", "username");

        corp.add(name("thief"), "Evil", "Thief", anna.email().toUpperCase(Locale.ROOT));
        assertThat(code(signIn(name("thief")))).isEqualTo("403 directory_account_taken");
        assertThat(form(new Visitor(), name("thief"), Corp.passwordOf(name("thief")))
                        .body())
                .contains("Somebody else has your user name or e-mail address here already.");
        anna.signIn();
        assertThat(anna.json("/api/v1/users/me").getString("firstName")).isEqualTo(anna.firstName());
    }

    @Test
    void anEmailOfSomebodyElseIsNotTakenOverLater() throws LDAPException {
        String dn = add("mover");
        user(signIn(name("mover")));
        corp.set(dn, "mail", anna.email());
        user(signIn(name("mover")));
        assertThat(Sql.run("select email from users where username = '" + name("mover") + "'"))
                .containsExactly(name("mover") + "@corp.example");
    }

    @Test
    void whoHasNoUsableNameIsTold() throws LDAPException {
        corp.add("x-" + "y".repeat(40) + RUN, "Too", "Long", name("long") + "@corp.example");
        assertThat(code(session(name("long") + "@corp.example", Corp.passwordOf("x-" + "y".repeat(40) + RUN))))
                .isEqualTo("403 directory_account_unfit");
    }

    @Test
    void groupsMakeAdministratorsThroughGroupsAndRoundALoop() throws LDAPException {
        String dn = add("chief");
        assertThat(roles("chief")).doesNotContain("ADMIN");
        String team = corp.group("it-team", dn);
        String admins = corp.group("chatboard-admins", team);
        corp.set(team, "description", "in a loop");
        String loop = corp.group("loop", admins);
        corp.set(admins, "seeAlso", loop);
        assertThat(roles("chief")).contains("ADMIN");
        corp.set(team, "member", loop);
        assertThat(roles("chief")).as("the loop does not hold him in").doesNotContain("ADMIN");
        corp.set(loop, "member", dn);
        assertThat(roles("chief"))
                .as("chief < loop < it-team < chatboard-admins")
                .contains("ADMIN");
        corp.set(loop, "member", admins);
        assertThat(roles("chief")).doesNotContain("ADMIN");
    }

    private static String roles(String first) {
        return user(signIn(name(first))).getJsonArray("roles").toString().toUpperCase(Locale.ROOT);
    }

    @Test
    void aGroupLoopEnds() throws LDAPException {
        String dn = add("looper");
        String one = corp.group("ring-one", dn);
        String two = corp.group("ring-two", one);
        corp.set(one, "owner", two);
        corp.group("ring-three", two, "cn=ring-three," + Corp.GROUPS);
        assertThat(roles("looper")).doesNotContain("ADMIN");
    }

    @Test
    void activeDirectorysAccountsComeInUnlessDisabledOrNotInTheGroup() throws LDAPException {
        corp.addMicrosoft(name("mila"), "Mila", new byte[] {1, 2, 3, (byte) 0xff}, 512);
        corp.addMicrosoft(name("dora"), "Dora", new byte[] {1, 2, 3, (byte) 0xfe}, 514);
        assertThat(code(signIn(name("mila")))).isEqualTo("403 directory_not_permitted");
        corp.group(
                "lab-staff",
                "cn=Mila Lab (" + name("mila") + ")/x,ou=lab," + Corp.BASE,
                "cn=Dora Lab (" + name("dora") + ")/x,ou=lab," + Corp.BASE);
        assertThat(user(signIn(name("mila"))).getString("name")).isEqualTo("Mila Lab");
        assertThat(code(signIn(name("dora")))).isEqualTo("401 wrong_credentials");
        assertThat(Sql.run("select email from users where external_subject = 'ldap:lab:010203ff'"))
                .containsExactly(name("mila") + "@ldap.invalid");
    }

    @Test
    void anAccountThatIsDisabledHereStaysOut() throws LDAPException {
        add("gone");
        user(signIn(name("gone")));
        Sql.run("update users set is_active = false where username = '" + name("gone") + "'");
        assertThat(code(signIn(name("gone")))).isEqualTo("401 wrong_credentials");
    }

    @Test
    void withoutTheDirectoryOnlyItsPeopleStayOut() throws LDAPException {
        add("away");
        Visitor inside = new Visitor();
        user(session(inside, name("away"), Corp.passwordOf(name("away"))));
        front.down();
        hasTrouble(inside);
    }

    @Test
    void aDirectoryThatNeverAnswersHoldsNobodyForLong() throws LDAPException {
        add("away2");
        Visitor inside = new Visitor();
        user(session(inside, name("away2"), Corp.passwordOf(name("away2"))));
        front.up(Front.Mode.SILENT);
        long before = System.nanoTime();
        hasTrouble(inside);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aServerThatSpeaksSomethingElseIsNoDirectory() throws LDAPException {
        add("away3");
        Visitor inside = new Visitor();
        user(session(inside, name("away3"), Corp.passwordOf(name("away3"))));
        front.up(Front.Mode.GARBAGE);
        hasTrouble(inside);
    }

    private void hasTrouble(Visitor inside) {
        assertThat(code(session(name("away"), Corp.passwordOf(name("away"))))).isEqualTo("503 directory_unavailable");
        HttpResponse<String> page = form(new Visitor(), name("away"), Corp.passwordOf(name("away")));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("directory does not answer right now");
        assertThat(inside.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        anna.atAnotherDevice().signIn();
        assertThat(session(anna.username(), "wrong").statusCode()).isEqualTo(401);
        anna.atAnotherDevice().signIn();
    }
}
