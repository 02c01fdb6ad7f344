package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Accounts follow the company's directory: who left is out, who came back is in, and nonsense changes nothing. */
class SyncIT extends DirectoryCase {

    private static final String API = "/api/v1/admin/directories";

    private static final Duration PROMISED = Duration.ofSeconds(5);

    private final Person ida = Person.administrator();

    SyncIT() throws LDAPException {}

    @Override
    Map<String, String> more() {
        return Map.of("lab.sync-creates-accounts", "true");
    }

    /** What other tests left behind came from directories that are no more. */
    @BeforeAll
    void othersAreForgotten() {
        Sql.run("update users set external_subject = null where external_subject like 'ldap:%'");
        sync("{}");
    }

    private JsonObject sync(String body) {
        HttpResponse<String> answer = ida.postJson(API + "/syncs", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.object(answer.body());
    }

    private static String column(String column, String first) {
        return Sql.run("select cast(" + column + " as varchar) from users where username = '" + name(first) + "'")
                .get(0);
    }

    private static void expect(JsonObject report, String outcome, String kind, String first) {
        assertThat(report.getString("outcome")).as(report.toString()).isEqualTo(outcome);
        assertThat(report.getJsonArray("changes").getValuesAs(JsonObject.class))
                .as(report.toString())
                .anyMatch(change -> change.getString("kind").equals(kind)
                        && change.getString("username").equals(name(first)));
    }

    @Test
    void whoLeftIsThrownOutAndWhoComesBackIsLetIn() throws LDAPException {
        String dn = add("leaver");
        add("stayer");
        Visitor leaver = new Visitor();
        user(session(leaver, name("leaver"), Corp.passwordOf(name("leaver"))));
        user(signIn(name("stayer")));
        Sql.run("update users set is_active = false where username = '" + name("stayer") + "'");
        String away = corp.move(dn, "lab");
        expect(sync("{\"dryRun\":true}"), "DONE", "DISABLED", "leaver");
        german(form -> form.without("form:test").without("form:rehearse").set("jakarta.faces.ViewState", "1:1"));
        assertThat(leaver.get("/api/v1/users/me").statusCode()).isEqualTo(200);

        try (ChatSocket socket = ChatSocket.open(leaver)) {
            long before = System.nanoTime();
            expect(sync("{\"dryRun\":false}"), "DONE", "DISABLED", "leaver");
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMISED);
        }
        assertThat(leaver.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        assertThat(code(signIn(name("leaver")))).isEqualTo("401 wrong_credentials");
        assertThat(sync("{}").getJsonArray("changes")).isEmpty();
        assertThat(ChatServer.shared().log())
                .contains("The account of " + name("leaver") + " by the directory: DISABLED");

        corp.move(away, "people");
        JsonObject back = sync("{}");
        expect(back, "DONE", "ENABLED", "leaver");
        assertThat(back.getInt("enabled"))
                .as("not whom an administrator disabled")
                .isEqualTo(1);
        user(signIn(name("leaver")));
        assertThat(code(signIn(name("stayer")))).isEqualTo("401 wrong_credentials");
    }

    @Test
    void whoComesBackNeedNotWaitForTheNextComparison() throws LDAPException {
        String dn = add("early");
        user(signIn(name("early")));
        String away = corp.move(dn, "lab");
        expect(sync("{}"), "DONE", "DISABLED", "early");
        corp.move(away, "people");
        user(signIn(name("early")));
        assertThat(column("left_directory_at is null", "early")).isEqualToIgnoringCase("true");
    }

    @Test
    void namesAndOfficesFollowWithoutASignIn() throws LDAPException {
        String dn = add("renamed");
        user(signIn(name("renamed")));
        assertThat(sync("{}").getJsonArray("changes")).isEmpty();
        corp.set(dn, "sn", "Married");
        String team = corp.group("sync-team", dn);
        String admins = corp.group("chatboard-admins", team);
        corp.set(team, "seeAlso", admins);
        expect(sync("{\"dryRun\":true}"), "DONE", "UPDATED", "renamed");
        assertThat(column("last_name", "renamed")).isEqualTo("Corp");
        expect(sync("{}"), "DONE", "UPDATED", "renamed");
        assertThat(column("last_name", "renamed")).isEqualTo("Married");
        assertThat(column("is_staff", "renamed")).isEqualToIgnoringCase("true");
        corp.set(dn, "mail", anna.email());
        assertThat(sync("{}").getJsonArray("changes"))
                .as("her address stays hers")
                .isEmpty();
        corp.remove(admins);
        sync("{}");
        assertThat(column("is_staff", "renamed")).isEqualToIgnoringCase("false");
    }

    @Test
    void roomsFollowTheGroupsWithoutASignIn() throws LDAPException {
        String dn = add("moved");
        user(signIn(name("moved")));
        String desk = corp.group("cb-desk-sync-" + RUN, dn);
        String rooms = "select r.name from memberships m join rooms r on r.id = m.room_id"
                + " join users u on u.id = m.user_id where u.username = '" + name("moved") + "' order by r.name";
        sync("{\"dryRun\":true}");
        assertThat(Sql.run(rooms)).isEmpty();
        sync("{}");
        assertThat(Sql.run(rooms)).containsExactly("Rule-Desk", "Rule-Hall");
        corp.set(desk, "member", Corp.SERVICE);
        sync("{}");
        assertThat(Sql.run(rooms)).isEmpty();
    }

    @Test
    void tooManyLeaversOrAnUnreadableDirectoryChangeNothing() throws LDAPException {
        List<String> people = List.of(add("one"), add("two"), add("three"), add("four"), add("five"));
        for (String first : List.of("one", "two", "three", "four", "five")) {
            user(signIn(name(first)));
        }
        String active = "select count(*) from users where is_active = true and external_subject like 'ldap:%'";
        List<String> before = Sql.run(active);
        for (String dn : people) {
            corp.move(dn, "lab");
        }
        JsonObject stopped = sync("{}");
        expect(stopped, "STOPPED", "DISABLED", "five");
        assertThat(stopped.getString("detail")).contains("accounts would be disabled", "Nothing was changed");
        assertThat(ChatServer.shared().log()).contains("accounts would be disabled, more than 20 %");
        for (Front.Mode mode : List.of(Front.Mode.GARBAGE, Front.Mode.OPEN)) {
            front.up(mode);
            if (mode == Front.Mode.OPEN) {
                front.down();
            }
            JsonObject failed = sync("{}");
            assertThat(failed.getString("outcome")).isEqualTo("FAILED");
            assertThat(failed.getString("detail")).endsWith("Nothing was changed.");
        }
        assertThat(Sql.run(active)).isEqualTo(before);
        JsonObject shown = ida.json(API).getJsonArray("items").getJsonObject(0);
        assertThat(shown.getString("syncInterval")).isEqualTo("PT1H");
        assertThat(shown.getJsonObject("lastSync").getString("outcome")).isEqualTo("FAILED");
        assertThat(german(form -> form.without("form:test").without("form:compare")))
                .as("both as it was kept and as it is now")
                .containsPattern("(?s)Bei ldap://\\S+ hört niemand zu.*Nichts wurde geändert.*Bei ldap://");
        Sql.run("update directory_syncs set finding = null, detail = 'As it was told before.' where directory = ''");
        front.up(Front.Mode.OPEN);
        assertThat(german(form -> form.without("form:test").without("form:compare")))
                .contains("lang=\"en\" dir=\"ltr\">As it was told before.")
                .contains("Konten würden gesperrt, mehr als 20 %", "Das Verzeichnis hat die Person nicht mehr.");
        for (String first : List.of("one", "two", "three", "four", "five")) {
            corp.move("uid=" + name(first) + ",ou=lab," + Corp.BASE, "people");
        }
        assertThat(sync("{}").getJsonArray("changes")).isEmpty();
    }

    @Test
    void accountsAreMadeAheadAndActiveDirectorysSwitchWorks() throws LDAPException {
        String lab = "{\"directory\":\"lab\"}";
        String dn = corp.addMicrosoft(name("mika"), "Mika", new byte[] {7, 2, 3, (byte) 0xff}, 512);
        String taken = corp.addMicrosoft(anna.username(), "Twin", new byte[] {7, 2, 3, (byte) 0xfd}, 512);
        corp.addMicrosoft(name("outsider"), "Out", new byte[] {7, 2, 3, (byte) 0xfe}, 512);
        corp.group("lab-staff", dn, taken);
        JsonObject rehearsed = sync("{\"directory\":\"lab\",\"dryRun\":true}");
        JsonObject made = sync(lab);
        expect(made, "DONE", "CREATED", "mika");
        assertThat(made.getJsonArray("changes")).isEqualTo(rehearsed.getJsonArray("changes"));
        assertThat(made.getInt("created")).isEqualTo(1);
        assertThat(made.getInt("refused")).as("Anna stays Anna").isEqualTo(1);
        assertThat(column("external_subject", "mika")).isEqualTo("ldap:lab:070203ff");
        corp.set(dn, "userAccountControl", "514");
        JsonObject off = sync(lab);
        expect(off, "DONE", "DISABLED", "mika");
        assertThat(off.toString()).contains("disabled");
        corp.set(dn, "userAccountControl", "512");
        expect(sync(lab), "DONE", "ENABLED", "mika");
        corp.set("cn=lab-staff," + Corp.GROUPS, "member", taken);
        expect(sync(lab), "DONE", "DISABLED", "mika");
    }

    @Test
    void oneAtATimeAndADeadServerLetsGo() {
        Sql.run("update directory_syncs set leased_by = '00000000-0000-0000-0000-000000000001',"
                + " leased_until = current_timestamp + interval '1' minute where directory = ''");
        HttpResponse<String> refused = ida.postJson(API + "/syncs", "{}");
        assertThat(code(refused)).isEqualTo("409 sync_running");
        assertThat(ida.json(API).getJsonArray("items").getJsonObject(0).getBoolean("isSyncing"))
                .isTrue();
        Sql.run("update directory_syncs set leased_until = current_timestamp - interval '1' second"
                + " where directory = ''");
        assertThat(sync("{}").getString("outcome")).isEqualTo("DONE");
    }

    /** Waits for the clock, in which no database has a part. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void theClockDoesItByItself() throws LDAPException {
        String dn = add("clocked");
        user(signIn(name("clocked")));
        corp.remove(dn);
        Sql.run(
                "update directory_syncs set started_at = current_timestamp - interval '61' minute where directory = ''");
        await(() -> column("is_active", "clocked").equalsIgnoreCase("false"));
    }

    @Test
    void administratorsSeeWhatWorksAndOthersNothing() throws LDAPException {
        add("tried");
        assertThat(finding("{\"username\":\"" + name("tried") + "\"}")).startsWith("works It works: uid=");
        assertThat(finding("{\"username\":\"nobody-at-all\"}")).startsWith("nobody_found ");
        assertThat(german(form -> form.fill("username", "nobody-at-all")
                        .without("form:rehearse")
                        .without("form:compare")))
                .contains("findet aber unter " + Corp.PEOPLE);
        assertThat(finding("{\"directory\":\"lab\",\"username\":\"nobody-at-all\"}"))
                .startsWith("nobody_found ");
        assertThat(systemCheck()).contains("\"name\":\"ldap\",\"state\":\"good\"");
        front.down();
        assertThat(systemCheck()).contains("\"name\":\"ldap\",\"state\":\"bad\"");
        assertThat(finding("{\"username\":\"" + name("tried") + "\"}"))
                .startsWith("refused Nothing listens at ldap://");
        assertThat(code(ida.postJson(API + "/checks", "{\"directory\":\"x\",\"username\":\"y\"}")))
                .isEqualTo("404 not_found");
        assertThat(code(ida.postJson(API + "/checks", "{\"username\":\" \"}"))).isEqualTo("400 invalid_value");
        Person carla = Person.carla().joins();
        assertThat(code(carla.get(API))).isEqualTo("403 admin_only");
        assertThat(code(carla.postJson(API + "/syncs", "{}"))).isEqualTo("403 admin_only");
        assertThat(code(carla.postJson(API + "/checks", "{\"username\":\"anna\"}")))
                .isEqualTo("403 admin_only");
        assertThat(ida.get(API).body() + ChatServer.shared().log()).doesNotContain(Corp.SERVICE_PASSWORD);
    }

    /** The same on the page of somebody who reads German. */
    private String german(UnaryOperator<Form> press) {
        HttpRequest.Builder request = HttpRequest.newBuilder(ChatServer.shared().url("/admin/directories"))
                .header("Accept-Language", "de")
                .header("Origin", ChatServer.shared().origin())
                .header("Content-Type", "application/x-www-form-urlencoded");
        Form form = press.apply(Form.in(ida.send(request.copy()).body(), "form").set("form:directory", ""));
        return ida.send(request.POST(BodyPublishers.ofString(form.encoded()))).body();
    }

    private String systemCheck() {
        return ida.get("/api/v1/admin/system").body();
    }

    private String finding(String body) {
        HttpResponse<String> answer = ida.postJson(API + "/checks", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject finding = Json.object(answer.body()).getJsonArray("items").getJsonObject(0);
        assertThat(finding.getBoolean("works"))
                .isEqualTo(finding.getString("code").equals("works"));
        return finding.getString("code") + " " + finding.getString("detail");
    }
}
