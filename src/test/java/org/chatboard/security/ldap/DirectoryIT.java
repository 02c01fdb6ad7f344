package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
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
            String uid = Door.name("probe" + probe);
            corp.add(uid, "Probe", "Probe", uid + "@corp.example");
        }
        corp.group("everybody", corp.add(Door.name("warm"), "Warm", "Up", Door.name("warm") + "@corp.example"));
        Door.configure(PORT);
        int[] probe = {0};
        Door.await(() -> Door.signIn(Door.name("probe" + probe[0]++)).statusCode() == 201);
    }

    @AfterAll
    void theDirectoryIsForgotten() throws IOException {
        Door.asadmin("delete-config-property --source=domain --propertyName=chatboard.ldap.url\n"
                + "delete-config-property --source=domain --propertyName=chatboard.ldap.directories");
        front.down();
        Door.await(() -> Door.session(Door.name("nobody"), "wrong password").statusCode() == 401);
        front.close();
        corp.close();
    }

    @BeforeEach
    void theDirectoryIsUp() {
        front.up(Front.Mode.OPEN);
    }

    /** Makes somebody in the directory. */
    private String add(String first) throws LDAPException {
        String uid = Door.name(first);
        return corp.add(uid, first, "Corp", uid + "@corp.example");
    }

    @Test
    void theFirstSignInMakesTheAccountAndLaterOnesFollowTheDirectory() throws LDAPException {
        String dn = add("lena");
        JsonObject first = Door.user(Door.signIn(Door.name("lena")));
        assertThat(first.getString("username")).isEqualTo(Door.name("lena"));
        assertThat(first.getString("name")).isEqualTo("lena Corp");
        assertThat(Sql.run("select external_subject from users where password_hash is null and username = '"
                        + Door.name("lena") + "'"))
                .singleElement()
                .asString()
                .matches("ldap:[0-9a-f-]{36}");

        corp.set(dn, "sn", "Married");
        corp.set(dn, "mail", Door.name("lena.married") + "@corp.example");
        corp.rename(dn, "uid=" + Door.name("lena-new"));
        JsonObject later = Door.user(Door.session(Door.name("lena-new"), Corp.passwordOf(Door.name("lena"))));
        assertThat(later.getString("id")).isEqualTo(first.getString("id"));
        assertThat(later.getString("name")).isEqualTo("lena Married");
        assertThat(later.getString("username")).isEqualTo(Door.name("lena"));
        assertThat(Door.user(Door.session(
                                Door.name("LENA.married") + "@corp.example", Corp.passwordOf(Door.name("lena"))))
                        .getString("id"))
                .isEqualTo(first.getString("id"));
    }

    @Test
    void theNameIsTheDirectorysWhateverTheCase() throws LDAPException {
        add("omar");
        String id = Door.user(Door.signIn(Door.name("omar"))).getString("id");
        JsonObject shouted = Door.user(Door.session(
                " " + Door.name("omar").toUpperCase(Locale.ROOT) + " ", Corp.passwordOf(Door.name("omar"))));
        assertThat(shouted.getString("id")).isEqualTo(id);
        assertThat(shouted.getString("username")).isEqualTo(Door.name("omar"));
    }

    @Test
    void thePageSaysThatItIsWrongOrLetsIn() throws LDAPException {
        add("page");
        Visitor visitor = new Visitor();
        assertThat(form(visitor, Door.name("page"), "wrong").body()).contains("Username or password is wrong.");
        HttpResponse<String> in = form(visitor, Door.name("page"), Corp.passwordOf(Door.name("page")));
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
            assertThat(Door.code(Door.session(Door.name("wrong"), "guess " + i)))
                    .isEqualTo("401 wrong_credentials");
        }
        assertThat(Door.code(Door.signIn(Door.name("wrong")))).isEqualTo("429 too_many_failures");
    }

    @Test
    void anEmptyPasswordNeverReachesTheDirectory() throws LDAPException {
        add("empty");
        assertThat(Door.session(Door.name("empty"), "").statusCode()).isBetween(400, 401);
        assertThat(form(new Visitor(), Door.name("empty"), "").statusCode()).isLessThan(300);
        assertThat(Door.session(Door.name("empty"), "\u0000").statusCode()).isBetween(400, 401);
        assertThat(corp.emptyBinds).isEmpty();
    }

    @Test
    void whatIsTypedIsNeverPartOfTheFilter() throws LDAPException {
        add("star");
        String password = Corp.passwordOf(Door.name("star"));
        for (String typed : List.of(
                Door.name("star").substring(0, 6) + "*",
                Door.name("star") + ")(uid=*",
                Door.name("star").replace("a", "\\61"),
                "x)(|(uid=" + Door.name("star"),
                "*",
                Door.name("star") + "\u0000",
                "uid=" + Door.name("star") + "," + Corp.PEOPLE)) {
            assertThat(Door.session(typed, password).statusCode()).as(typed).isBetween(400, 401);
        }
        assertThat(corp.filters).anyMatch(filter -> filter.contains("\\2a"));
        assertThat(Door.user(Door.signIn(Door.name("star"))).getString("username"))
                .isEqualTo(Door.name("star"));
    }

    @Test
    void anAccountOfChatBoardsOwnIsNeverTakenOver() throws LDAPException {
        corp.add(anna.username(), "Evil", "Twin", Door.name("twin") + "@corp.example");
        corp.filters.clear();
        assertThat(Door.session(anna.username(), Corp.passwordOf(anna.username()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(corp.filters).as("her name is not asked for").isEmpty();
        assertThat(Door.session(Door.name("twin") + "@corp.example", Corp.passwordOf(anna.username()))
                        .body())
                .contains("directory_account_taken", "username");

        corp.add(Door.name("thief"), "Evil", "Thief", anna.email().toUpperCase(Locale.ROOT));
        assertThat(Door.code(Door.signIn(Door.name("thief")))).isEqualTo("403 directory_account_taken");
        assertThat(form(new Visitor(), Door.name("thief"), Corp.passwordOf(Door.name("thief")))
                        .body())
                .contains("Somebody else has your user name or e-mail address here already.");
        anna.signIn();
        assertThat(anna.json("/api/v1/users/me").getString("firstName")).isEqualTo(anna.firstName());
    }

    @Test
    void anEmailOfSomebodyElseIsNotTakenOverLater() throws LDAPException {
        String dn = add("mover");
        Door.user(Door.signIn(Door.name("mover")));
        corp.set(dn, "mail", anna.email());
        Door.user(Door.signIn(Door.name("mover")));
        assertThat(Sql.run("select email from users where username = '" + Door.name("mover") + "'"))
                .containsExactly(Door.name("mover") + "@corp.example");
    }

    @Test
    void whoHasNoUsableNameIsTold() throws LDAPException {
        corp.add(Door.name("x-" + "y".repeat(40)), "Too", "Long", Door.name("long") + "@corp.example");
        assertThat(Door.code(Door.session(
                        Door.name("long") + "@corp.example", Corp.passwordOf(Door.name("x-" + "y".repeat(40))))))
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
        return Door.user(Door.signIn(Door.name(first)))
                .getJsonArray("roles")
                .toString()
                .toUpperCase(Locale.ROOT);
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
        corp.addMicrosoft(Door.name("mila"), "Mila", new byte[] {1, 2, 3, (byte) 0xff}, 512);
        corp.addMicrosoft(Door.name("dora"), "Dora", new byte[] {1, 2, 3, (byte) 0xfe}, 514);
        assertThat(Door.code(Door.signIn(Door.name("mila")))).isEqualTo("403 directory_not_permitted");
        corp.group(
                "Lab Staff",
                "cn=Mila Lab (" + Door.name("mila") + ")\\, \\\"Jr\\\"/x,ou=lab," + Corp.BASE,
                "cn=Dora Lab (" + Door.name("dora") + ")\\, \\\"Jr\\\"/x,ou=lab," + Corp.BASE);
        assertThat(Door.user(Door.signIn(Door.name("mila"))).getString("name")).isEqualTo("Mila Lab");
        assertThat(Door.code(Door.signIn(Door.name("dora")))).isEqualTo("401 wrong_credentials");
        assertThat(Sql.run("select email from users where external_subject = 'ldap:lab:010203ff'"))
                .containsExactly(Door.name("mila") + "@ldap.invalid");
    }

    @Test
    void anAccountThatIsDisabledHereStaysOut() throws LDAPException {
        add("gone");
        Door.user(Door.signIn(Door.name("gone")));
        Sql.run("update users set is_active = false where username = '" + Door.name("gone") + "'");
        assertThat(Door.code(Door.signIn(Door.name("gone")))).isEqualTo("401 wrong_credentials");
    }

    @Test
    void withoutTheDirectoryOnlyItsPeopleStayOut() throws LDAPException {
        add("away");
        Visitor inside = new Visitor();
        Door.user(Door.session(inside, Door.name("away"), Corp.passwordOf(Door.name("away"))));
        front.down();
        hasTrouble(inside);
    }

    @Test
    void aDirectoryThatNeverAnswersHoldsNobodyForLong() throws LDAPException {
        add("away2");
        Visitor inside = new Visitor();
        Door.user(Door.session(inside, Door.name("away2"), Corp.passwordOf(Door.name("away2"))));
        front.up(Front.Mode.SILENT);
        long before = System.nanoTime();
        hasTrouble(inside);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aServerThatSpeaksSomethingElseIsNoDirectory() throws LDAPException {
        add("away3");
        Visitor inside = new Visitor();
        Door.user(Door.session(inside, Door.name("away3"), Corp.passwordOf(Door.name("away3"))));
        front.up(Front.Mode.GARBAGE);
        hasTrouble(inside);
    }

    private void hasTrouble(Visitor inside) {
        assertThat(Door.code(Door.session(Door.name("away"), Corp.passwordOf(Door.name("away")))))
                .isEqualTo("503 directory_unavailable");
        HttpResponse<String> page = form(new Visitor(), Door.name("away"), Corp.passwordOf(Door.name("away")));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("directory does not answer right now");
        assertThat(inside.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        anna.atAnotherDevice().signIn();
        assertThat(Door.session(anna.username(), "wrong").statusCode()).isEqualTo(401);
        anna.atAnotherDevice().signIn();
    }
}
