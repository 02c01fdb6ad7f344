package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** People of the company's directory sign in, and whatever befalls the directory, nobody else notices. */
class DirectoryIT extends DirectoryCase {

    DirectoryIT() throws LDAPException {}

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

    /**
     * Whose password the directory keeps ends sign-ins with that one, whatever it calls them by now, and with nothing while it
     * cannot be asked.
     */
    @Test
    void theDirectorysPasswordEndsTheOtherSignIns() throws LDAPException {
        String dn = add("ender");
        String password = Corp.passwordOf(name("ender"));
        Visitor here = new Visitor();
        Visitor there = new Visitor();
        for (Visitor visitor : List.of(here, there)) {
            user(session(visitor, name("ender"), password));
        }
        assertThat(ends(here, "").body()).contains("Please enter your present password.");
        ServerLog log = ServerLog.fromNow();
        assertThat(ends(here, "not it").body()).contains("This is not your present password.");
        log.await("Sign-in as \"" + name("ender") + "\" from 127.0.0.1 failed");
        front.down();
        HttpResponse<String> away = ends(here, password);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("directory does not answer right now");
        assertThat(there.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        front.up(Front.Mode.OPEN);
        corp.rename(dn, "uid=" + name("ender-new"));
        corp.set(add("ender"), "userPassword", "of a namesake");
        assertThat(ends(here, "of a namesake").body()).contains("This is not your present password.");
        assertThat(here.follow(ends(here, password)).body()).contains("Signed out there.");
        log.await(name("ender") + " ended 1 sign-in(s)");
        assertThat(there.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(here.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> ends(Visitor visitor, String present) {
        HttpResponse<String> page = visitor.open("/profile/security/end?id=others");
        return visitor.submit(page, Form.in(page.body(), "form").fill("present", present));
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

        ServerLog log = ServerLog.fromNow();
        corp.add(name("thief"), "Evil", "Thief", anna.email().toUpperCase(Locale.ROOT));
        assertThat(code(signIn(name("thief")))).isEqualTo("403 directory_account_taken");
        assertThat(form(new Visitor(), name("thief"), Corp.passwordOf(name("thief")))
                        .body())
                .contains("Somebody else has your user name or e-mail address here already.");
        log.await("uid=" + name("thief"), "has no account: Another account here has your");
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
        assertThat(Person.administrator().id()).as("he is not the only one").isNotNull();
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
    void roomsFollowTheGroupsAtEachSignIn() throws LDAPException {
        String dn = add("roomy");
        String desk = corp.group("cb-desk-" + RUN, dn);
        user(signIn(name("roomy")));
        String rooms = "select r.name from memberships m join rooms r on r.id = m.room_id"
                + " join users u on u.id = m.user_id where u.username = '" + name("roomy") + "' order by r.name";
        assertThat(Sql.run(rooms)).containsExactly("Rule-Desk", "Rule-Hall");
        corp.set(desk, "member", Corp.SERVICE);
        user(signIn(name("roomy")));
        assertThat(Sql.run(rooms)).isEmpty();
    }

    @Test
    void aGroupLoopEnds() throws LDAPException {
        String dn = add("looper");
        String one = corp.group("ring-one-" + RUN, dn);
        String two = corp.group("ring-two-" + RUN, one);
        corp.set(one, "member", dn, two);
        ServerLog log = ServerLog.fromNow();
        corp.filters.clear();
        assertThat(roles("looper")).doesNotContain("ADMIN");
        assertThat(corp.filters).as("each is asked about once").hasSizeLessThan(6);
        log.await("contain each other: cn=ring-", RUN);
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

    /** Waits for time-outs, in which no database has a part. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void aDirectoryThatNeverAnswersHoldsNobodyForLong() throws LDAPException {
        add("away2");
        Visitor inside = new Visitor();
        user(session(inside, name("away2"), Corp.passwordOf(name("away2"))));
        front.up(Front.Mode.SILENT);
        long before = System.nanoTime();
        hasTrouble(inside);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
    }

    /** Waits for time-outs, in which no database has a part. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void aServerThatSpeaksSomethingElseIsNoDirectory() throws LDAPException {
        add("away3");
        Visitor inside = new Visitor();
        user(session(inside, name("away3"), Corp.passwordOf(name("away3"))));
        front.up(Front.Mode.GARBAGE);
        hasTrouble(inside);
    }

    private void hasTrouble(Visitor inside) {
        ServerLog log = ServerLog.fromNow();
        assertThat(code(session(name("away"), Corp.passwordOf(name("away"))))).isEqualTo("503 directory_unavailable");
        HttpResponse<String> page = form(new Visitor(), name("away"), Corp.passwordOf(name("away")));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("directory does not answer right now");
        log.await("The directory ldap://127.0.0.1:", "cannot be asked: ");
        assertThat(inside.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        anna.atAnotherDevice().signIn();
        assertThat(session(anna.username(), "wrong").statusCode()).isEqualTo(401);
        anna.atAnotherDevice().signIn();
    }
}
