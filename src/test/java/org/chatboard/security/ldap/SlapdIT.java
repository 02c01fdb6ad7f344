package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.settings.ServerSettings;
import org.chatboard.webhooks.Sql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** ChatBoard beside a real OpenLDAP, with its limits, locks and schemas. No database has a part in it: one run is enough. */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlapdIT {

    private static final String API = "/api/v1/admin/directories";

    private static final String NAMES = "chatboard.ldap.directories";

    private static final int CROWD = 1_200;

    /** Every thirtieth of the crowd may come in, so that some of them are on each page of the list. */
    private static final int STEP = 30;

    private static final String LAST = "crowd" + (CROWD - STEP);

    private static final String STAFF = "cn=staff," + Corp.GROUPS;

    private static final String FILTER = "(|(uid={0})(mail={0}))";

    /** What OpenLDAP writes into an account that an administrator has locked. */
    private static final String LOCKED = "000001010000Z";

    private final Person ida = Person.administrator();
    private @Nullable Slapd started;

    @BeforeAll
    void theDirectoryIsSet() throws GeneralSecurityException {
        List<Entry> entries = new ArrayList<>();
        List<String> staff = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            entries.add(Slapd.person(name("crowd" + i), "Crowd", Corp.PEOPLE));
            if (i % STEP == 0) {
                staff.add(dn("crowd" + i));
            }
        }
        entries.add(Slapd.group("staff", "groupOfNames", "member", staff));
        started = Slapd.start(ChatServer.shared().portBase() + 96, entries);
        Map<String, String> settings = new TreeMap<>();
        String open = "(&" + FILTER + "(!(pwdAccountLockedTime=" + LOCKED + ")))";
        settings.putAll(slapd().settings("slapd", Corp.SERVICE, Corp.PEOPLE, open));
        settings.putAll(slapd().settings("narrow", Slapd.NARROW, Corp.PEOPLE, FILTER));
        String chatting = "(&(memberOf=cn=chat," + Corp.GROUPS + ")" + FILTER + ")";
        settings.putAll(slapd().settings("guests", Slapd.NARROW, Slapd.GUESTS, chatting));
        settings.put("chatboard.ldap.slapd.group-base", Corp.GROUPS);
        settings.put("chatboard.ldap.slapd.nested", "true");
        settings.put("chatboard.ldap.slapd.required-groups", "staff");
        settings.put("chatboard.ldap.slapd.admin-groups", "chatboard-admins");
        settings.put("chatboard.ldap.slapd.sync-creates-accounts", "true");
        settings.put(NAMES, "slapd,narrow,guests");
        ServerSettings.set(settings, () -> finding("guests", "nobody").equals("nobody_found"));
    }

    private Slapd slapd() {
        return Objects.requireNonNull(started);
    }

    @AfterAll
    void theDirectoryIsForgotten() {
        if (started == null) {
            return;
        }
        try {
            // Without their names nobody reads what else was set for them.
            ServerSettings.forget(
                    List.of(NAMES), () -> finding("guests", "nobody").equals("not_found"));
            // So many colleagues would be in the way of whoever comes next.
            Sql.run("update users set is_active = false, external_subject = null"
                    + " where external_subject like 'ldap:slapd:%' or external_subject like 'ldap:guests:%'");
        } finally {
            started.close();
        }
    }

    private static String name(String first) {
        return DirectoryCase.name(first);
    }

    private static String dn(String first) {
        return "uid=" + name(first) + "," + Corp.PEOPLE;
    }

    /** Somebody new, who may come in. */
    private String add(String first) throws LDAPException {
        String dn = slapd().add(Slapd.person(name(first), first, Corp.PEOPLE));
        slapd().change(STAFF, ModificationType.ADD, "member", dn);
        return dn;
    }

    private static HttpResponse<String> signIn(String first) {
        return DirectoryCase.signIn(name(first));
    }

    private static String refusal(String first) {
        return DirectoryCase.code(signIn(first));
    }

    private static JsonObject user(String first) {
        return DirectoryCase.user(signIn(first));
    }

    private String finding(String directory, String username) {
        HttpResponse<String> answer = ida.postJson(
                API + "/checks", "{\"directory\":\"" + directory + "\",\"username\":\"" + username + "\"}");
        JsonObject said = Json.object(answer.body());
        return (answer.statusCode() == 200 ? said.getJsonArray("items").getJsonObject(0) : said).getString("code");
    }

    private JsonObject sync(String directory, boolean isRehearsal) {
        HttpResponse<String> answer =
                ida.postJson(API + "/syncs", "{\"directory\":\"" + directory + "\",\"dryRun\":" + isRehearsal + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.object(answer.body());
    }

    /** Of whom this became, or would. */
    private static List<String> people(JsonObject report, String kind) {
        assertThat(report.getString("outcome")).as(report.toString()).isEqualTo("DONE");
        return report.getJsonArray("changes").getValuesAs(JsonObject.class).stream()
                .filter(change -> change.getString("kind").equals(kind))
                .map(change -> change.getString("username"))
                .toList();
    }

    private static List<String> crowd(String condition) {
        return Sql.run("select username from users where username like 'crowd%-" + DirectoryCase.RUN
                + "' and external_subject like 'ldap:slapd:%' and " + condition);
    }

    @Test
    void peopleComeInWithTheirPasswordOverStartTls() throws LDAPException {
        add("sue");
        assertThatThrownBy(() -> new LDAPConnection("127.0.0.1", slapd().port(), Corp.SERVICE, Corp.SERVICE_PASSWORD))
                .as("nothing in the clear")
                .extracting(refused -> ((LDAPException) refused).getResultCode())
                .isEqualTo(ResultCode.CONFIDENTIALITY_REQUIRED);
        assertThat(user("sue").getString("name")).isEqualTo("sue Real");
        assertThat(DirectoryCase.user(
                                DirectoryCase.session(name("SUE") + "@corp.example", Corp.passwordOf(name("sue"))))
                        .getString("username"))
                .isEqualTo(name("sue"));
        assertThat(DirectoryCase.code(DirectoryCase.session(name("sue"), "wrong")))
                .isEqualTo("401 wrong_credentials");
        assertThat(Sql.run("select external_subject from users where username = '" + name("sue") + "'"))
                .singleElement()
                .asString()
                .matches("ldap:slapd:[0-9a-f-]{36}");
        assertThat(finding("slapd", name("sue"))).isEqualTo("works");
        assertThat(finding("slapd", "nobody-at-all")).isEqualTo("nobody_found");
    }

    @Test
    void groupsOfEachKindDecideThroughOtherGroups() throws LDAPException {
        String dn = slapd().add(Slapd.person(name("max"), "Max", Corp.PEOPLE));
        assertThat(refusal("max")).isEqualTo("403 directory_not_permitted");
        assertThat(finding("slapd", name("max"))).isEqualTo("not_permitted");
        String desk = slapd().add(Slapd.group("desk", "posixGroup", "memberUid", List.of(name("max"))));
        slapd().change(STAFF, ModificationType.ADD, "member", desk);
        assertThat(roles("max")).doesNotContain("ADMIN");
        String team = slapd().add(Slapd.group("it-team", "groupOfUniqueNames", "uniqueMember", List.of(dn)));
        String admins = slapd().add(Slapd.group("chatboard-admins", "groupOfNames", "member", List.of(team)));
        assertThat(roles("max")).contains("ADMIN");
        slapd().remove(admins);
        assertThat(roles("max")).doesNotContain("ADMIN");
        slapd().remove(desk);
        assertThat(refusal("max")).isEqualTo("403 directory_not_permitted");
    }

    private static String roles(String first) {
        return user(first).getJsonArray("roles").toString().toUpperCase(Locale.ROOT);
    }

    @Test
    void whoIsLockedOrGoneStaysOut() throws LDAPException {
        String lost = add("lost");
        add("guessed");
        user("lost");
        user("guessed");
        for (int i = 0; i < Slapd.MOST_FAILURES; i++) {
            assertThat(DirectoryCase.session(name("guessed"), "guess " + i).statusCode())
                    .isEqualTo(401);
        }
        assertThat(refusal("guessed")).as("the directory has locked it").isEqualTo("401 wrong_credentials");
        slapd().change(lost, ModificationType.REPLACE, "pwdAccountLockedTime", LOCKED);
        assertThat(refusal("lost")).isEqualTo("401 wrong_credentials");
        slapd().change(lost, ModificationType.REPLACE, "pwdAccountLockedTime");
        user("lost");
        slapd().remove(lost);
        assertThat(refusal("lost")).isEqualTo("401 wrong_credentials");
        assertThat(finding("slapd", name("lost"))).isEqualTo("nobody_found");
    }

    @Test
    void accountsFollowMorePeopleThanOneAnswerHas() throws LDAPException {
        try (LDAPConnection service = slapd().connect(Corp.SERVICE)) {
            assertThatThrownBy(() -> service.search(Corp.PEOPLE, SearchScope.SUB, "(uid=*)", "1.1"))
                    .extracting(limited -> ((LDAPSearchException) limited).getEntryCount())
                    .isEqualTo(Slapd.MOST);
        }
        int staff = CROWD / STEP;
        JsonObject rehearsed = sync("slapd", true);
        assertThat(rehearsed.getInt("listed")).isGreaterThanOrEqualTo(CROWD);
        assertThat(people(rehearsed, "CREATED")).contains(name(LAST)).hasSizeGreaterThanOrEqualTo(staff);
        assertThat(crowd("is_active = true")).isEmpty();
        assertThat(people(sync("slapd", false), "CREATED")).containsAll(people(rehearsed, "CREATED"));
        assertThat(crowd("is_active = true")).hasSize(staff).contains(name(LAST));
        user(LAST);

        slapd().change(dn(LAST), ModificationType.REPLACE, "sn", "Married");
        slapd().remove(dn("crowd0"));
        slapd().change(STAFF, ModificationType.DELETE, "member", dn("crowd30"));
        slapd().change(dn("crowd60"), ModificationType.REPLACE, "pwdAccountLockedTime", LOCKED);
        List<String> leavers = List.of(name("crowd0"), name("crowd30"), name("crowd60"));
        JsonObject again = sync("slapd", true);
        assertThat(people(again, "UPDATED")).contains(name(LAST));
        assertThat(people(again, "DISABLED")).containsAll(leavers);
        assertThat(crowd("is_active = true and last_name = 'Real'"))
                .as("nothing has happened")
                .hasSize(staff);
        assertThat(people(sync("slapd", false), "DISABLED")).containsAll(leavers);
        assertThat(crowd("is_active = false")).containsExactlyInAnyOrderElementsOf(leavers);
        assertThat(crowd("last_name = 'Married'")).containsExactly(name(LAST));

        slapd().change(dn("crowd60"), ModificationType.REPLACE, "pwdAccountLockedTime");
        assertThat(people(sync("slapd", false), "ENABLED")).contains(name("crowd60"));
        user("crowd60");
    }

    @Test
    void aListThatTheDirectoryCutsOffChangesNothing() {
        JsonObject report = sync("narrow", false);
        assertThat(report.getString("outcome")).isEqualTo("FAILED");
        assertThat(report.getString("detail")).contains("by a limit of its own", "Nothing was changed.");
    }

    @Test
    void theGroupMayStandInTheFilter() throws LDAPException {
        String gus = slapd().add(Slapd.person(name("gus"), "Gus", Slapd.GUESTS));
        String gil = slapd().add(Slapd.person(name("gil"), "Gil", Slapd.GUESTS));
        assertThat(refusal("gus")).isEqualTo("401 wrong_credentials");
        String chat = slapd().add(Slapd.group("chat", "groupOfNames", "member", List.of(gus, gil)));
        assertThat(finding("guests", name("gus"))).isEqualTo("works");
        user("gus");
        slapd().change(chat, ModificationType.DELETE, "member", gus);
        assertThat(refusal("gus")).isEqualTo("401 wrong_credentials");
        assertThat(people(sync("guests", false), "DISABLED")).containsExactly(name("gus"));
    }

    @Test
    void whenItDiesOnlyItsPeopleStayOutUntilItIsBack() throws LDAPException, IOException {
        Person anna = Person.anna().signUp();
        add("dan");
        Visitor inside = new Visitor();
        DirectoryCase.user(DirectoryCase.session(inside, name("dan"), Corp.passwordOf(name("dan"))));
        slapd().kill9();
        assertThat(refusal("dan")).isEqualTo("503 directory_unavailable");
        assertThat(finding("slapd", name("dan"))).isEqualTo("refused");
        assertThat(sync("slapd", false).getString("outcome")).isEqualTo("FAILED");
        assertThat(inside.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        anna.signIn();
        slapd().restart();
        user("dan");
        assertThat(ChatServer.shared().log()).doesNotContain(Corp.SERVICE_PASSWORD, Corp.passwordOf(name("dan")));
    }
}
