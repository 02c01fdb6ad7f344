package org.chatboard.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatboard.scim.Directory.fresh;
import static org.chatboard.scim.Directory.ok;
import static org.chatboard.scim.Directory.total;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A directory keeps accounts, in the words that Entra ID and Okta use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimUsersIT {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    private Directory directory = new Directory("");

    @BeforeAll
    void idaMakesAToken() {
        directory = Directory.ofIda();
    }

    @Test
    void whatTheDirectoryRenamesIsSeenAtOnce() {
        String name = fresh("renamed") + "@example.net";
        String id = directory.user(name, fresh("ext")).getString("id");
        try (ChatSocket annas = ChatSocket.greeted(Person.anna().joins())) {
            annas.send("{\"type\":\"presence.watch\",\"userIds\":[\"" + id + "\"]}");
            annas.settle();
            directory.patch("/Users/" + id, "{'op':'replace','path':'externalId','value':'" + fresh("ext") + "'}");
            directory.patch("/Users/" + id, "{'op':'replace','path':'name.familyName','value':'Adler'}");
            JsonObject told = annas.await("user.changed").getJsonObject("user");
            assertThat(told.getString("id")).isEqualTo(id);
            assertThat(told.getString("name")).isEqualTo("Dora Adler");
        }
    }

    /** As on Microsoft's page "Develop and plan provisioning for a SCIM endpoint". */
    @Test
    void entraIdTestsCreatesChangesAndRemoves() {
        String upn = fresh("Entra") + "@Contoso.example";
        assertThat(total(directory.find("/Users", "userName eq \"" + UUID.randomUUID() + "\"")))
                .isZero();
        assertThat(total(directory.find("/Users", "userName eq \"" + upn + "\"")))
                .isZero();
        HttpResponse<String> made = directory.post("/Users", """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
                 "externalId":"0a21f0f2-%s","userName":"%s","active":"True","displayName":"Dora Kern",
                 "emails":[{"primary":true,"type":"work","value":"%s"}],
                 "meta":{"resourceType":"User"},"name":{"formatted":"Dora Kern","familyName":"Kern","givenName":"Dora"},
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"HR","manager":{"value":"1"}},
                 "roles":[],"title":null}""".formatted(upn, upn, upn));
        JsonObject user = Directory.made(made);
        String id = user.getString("id");
        assertThat(made.headers().firstValue("Location").orElseThrow()).endsWith("/scim/v2/Users/" + id);
        assertThat(made.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/scim+json");
        assertThat(user.getString("userName")).isEqualTo(upn);
        assertThat(user.getBoolean("active")).isTrue();
        assertThat(ok(directory.find("/Users", "userName eq \"" + upn.toUpperCase(Locale.ROOT) + "\""))
                        .getJsonArray("Resources")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(id);
        JsonObject changed = ok(directory.patch(
                "/Users/" + id,
                "{'op':'Replace','path':'emails[type eq \\'work\\'].value','value':'new-%s'}".formatted(upn),
                "{'op':'Replace','path':'name.familyName','value':'Kern-Lee'}",
                "{'op':'Add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department','value':'IT'}",
                "{'op':'Replace','value':{'name.givenName':'Theodora','title':'Dr'}}"));
        assertThat(changed.getString("displayName")).isEqualTo("Theodora Kern-Lee");
        assertThat(changed.getJsonArray("emails").getJsonObject(0).getString("value"))
                .isEqualTo("new-" + upn.toLowerCase(Locale.ROOT));
        assertThat(ok(directory.patch("/Users/" + id, "{'op':'Replace','path':'active','value':'False'}"))
                        .getBoolean("active"))
                .isFalse();
        assertThat(ok(directory.patch("/Users/" + id, "{'op':'Replace','path':'active','value':'True'}"))
                        .getBoolean("active"))
                .isTrue();
        assertThat(directory.send("DELETE", "/Users/" + id, null).statusCode()).isEqualTo(204);
        assertThat(directory.get("/Users/" + id).statusCode()).isEqualTo(404);
        assertThat(directory.send("DELETE", "/Users/" + id, null).statusCode()).isEqualTo(404);
        assertThat(total(directory.find("/Users", "userName eq \"" + upn + "\"")))
                .isZero();
    }

    /** As Okta's guide and its test suite: with PUT, and with PATCH without a path. */
    @Test
    void oktaCreatesReplacesAndSwitchesOff() {
        String name = fresh("okta") + "@okta.example";
        assertThat(directory.get("/Users?startIndex=1&count=2").statusCode()).isEqualTo(200);
        JsonObject user = directory.user(name, fresh("00u"));
        String id = user.getString("id");
        String replaced = Directory.body(name, user.getString("externalId"))
                .replace("Dora", "Dorothea")
                .replace("\"userName\"", "\"id\":\"" + id + "\",\"password\":\"x\",\"groups\":[],\"userName\"");
        assertThat(ok(directory.send("PUT", "/Users/" + id, replaced)).getString("displayName"))
                .isEqualTo("Dorothea Kern");
        assertThat(ok(directory.patch("/Users/" + id, "{'op':'replace','value':{'active':false}}"))
                        .getBoolean("active"))
                .isFalse();
        assertThat(ok(directory.patch("/Users/" + id, "{'op':'replace','value':{'active':true}}"))
                        .getBoolean("active"))
                .isTrue();
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> again = directory.post("/Users", Directory.body(name, "x"));
        assertThat(again.statusCode()).isEqualTo(409);
        log.await("from 127.0.0.1: POST /chatboard/scim/v2/Users (uniqueness)");
        assertThat(Json.object(again.body()).getString("scimType")).isEqualTo("uniqueness");
        assertThat(Json.object(again.body()).getString("status")).isEqualTo("409");
        assertThat(Json.object(again.body()).getJsonArray("schemas").getString(0))
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    }

    @Test
    void whoWasHereFirstIsFoundClaimedAndSwitchedOffAtOnce() {
        Person anna = Person.anna().joins();
        Person ben = Person.ben().joins();
        assertThat(directory.post("/Users", Directory.body(anna.email(), "x")).statusCode())
                .isEqualTo(409);
        JsonObject found = ok(directory.find("/Users", "userName eq \"" + anna.email() + "\""))
                .getJsonArray("Resources")
                .getJsonObject(0);
        assertThat(found.getString("id")).isEqualTo(anna.id().toString());
        assertThat(found.getString("userName")).isEqualTo(anna.username());
        String one = "/Users/" + anna.id();
        ok(directory.patch(
                one,
                "{'op':'Add','path':'externalId','value':'%s'}".formatted(fresh("ext")),
                "{'op':'Replace','path':'userName','value':'%s'}".formatted(anna.email())));
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            socket.say(ben, "This stays");
            long before = System.nanoTime();
            ok(directory.patch(one, "{'op':'Replace','path':'active','value':'False'}"));
            assertThat(socket.closeCode()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMISED);
        }
        long deadline = System.nanoTime() + PROMISED.toNanos();
        while (anna.get("/api/v1/users/me").statusCode() != 401) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        assertThat(ben.get("/api/v1/users?search=" + anna.username()).body())
                .doesNotContain(anna.id().toString());
        ok(directory.patch(one, "{'op':'Replace','path':'active','value':'True'}"));
        anna.atAnotherDevice().signIn();
        assertThat(directory.send("DELETE", one, null).statusCode()).isEqualTo(204);
        assertThat(ben.get("/api/v1/sync").body()).contains("This stays");
    }

    @Test
    void aPersonWhoCameBackIsTheSameAndANamesakeIsNot() {
        String name = fresh("mika.virta") + "@example.net";
        String externalId = fresh("ext");
        String first = directory.user(name, externalId).getString("id");
        directory.send("DELETE", "/Users/" + first, null);
        String namesake = directory.user(name, fresh("ext")).getString("id");
        assertThat(namesake).isNotEqualTo(first);
        assertThat(Sql.run("select username from users where id = '" + namesake + "'"))
                .isNotEqualTo(Sql.run("select username from users where id = '" + first + "'"));
        directory.send("DELETE", "/Users/" + namesake, null);
        assertThat(directory.user(name, externalId).getString("id")).isEqualTo(first);
        assertThat(ok(directory.get("/Users/" + first)).getBoolean("active")).isTrue();
    }

    @Test
    void aDirectoryGivesNoPasswordAndPeopleMayHaveOneName() {
        String name = fresh("Mononym") + "@example.net";
        JsonObject user = Directory.made(directory.post(
                "/Users", "{\"userName\":\"" + name + "\",\"displayName\":\"Cher\",\"password\":\"secret\"}"));
        assertThat(user.getString("displayName")).isEqualTo("Cher");
        assertThat(user.getJsonObject("name").containsKey("familyName")).isFalse();
        String id = user.getString("id");
        assertThat(Sql.run("select count(*) from users where password_hash is null and id = '" + id + "'"))
                .containsExactly("1");
        ok(directory.patch("/Users/" + id, "{'op':'replace','path':'name.familyName','value':'Sarkisian'}"));
        assertThat(ok(directory.get("/Users/" + id)).getString("displayName")).isEqualTo("Cher Sarkisian");
    }

    @Test
    void theOnlyAdministratorIsNobodysToTake() {
        Person ida = Person.administrator();
        Sql.run("update users set is_staff = false where username <> '" + ida.username() + "'");
        String one = "/Users/" + ida.id();
        assertThat(directory.post("/Users", Directory.body(ida.email(), "x")).statusCode())
                .isEqualTo(409);
        for (HttpResponse<String> refused : List.of(
                directory.patch(one, "{'op':'replace','path':'active','value':false}"),
                directory.patch(one, "{'op':'replace','path':'emails','value':[{'value':'eve@example.net'}]}"),
                directory.patch(one, "{'op':'replace','path':'userName','value':'eve'}"),
                directory.patch(one, "{'op':'add','path':'externalId','value':'eve'}"),
                directory.send("PUT", one, Directory.body("eve@example.net", "eve")),
                directory.send("DELETE", one, null))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("only administrator");
        }
        assertThat(ida.get("/api/v1/users/me").body()).contains(ida.email());
        // With another one it may go, and the last of two never goes with the first.
        Person ben = Person.ben().joins();
        Person carla = Person.carla().joins();
        Sql.promote(ben);
        Sql.promote(carla);
        List<CompletableFuture<Integer>> both = new ArrayList<>();
        for (Person person : List.of(ben, carla)) {
            String path = "/Users/" + person.id();
            both.add(CompletableFuture.supplyAsync(() -> directory
                    .patch(path, "{'op':'replace','path':'active','value':false}")
                    .statusCode()));
        }
        assertThat(both).extracting(CompletableFuture::join).containsOnly(200);
        assertThat(directory.send("DELETE", one, null).statusCode()).isEqualTo(409);
    }

    @Test
    void peopleAreFoundByWhatDirectoriesAskFor() {
        String name = fresh("Find") + "@example.net";
        String externalId = fresh("Ext");
        String id = directory.user(name, externalId).getString("id");
        for (String filter : List.of(
                "id eq '%s'".formatted(id),
                "externalId eq '%s'".formatted(externalId),
                "emails.value eq '%s'".formatted(name),
                "emails[type eq 'work'].value eq '%s'".formatted(name),
                "emails[type eq 'work' and value eq '%s']".formatted(name),
                "userName eq '%s' and active eq true".formatted(name),
                "id eq '%s' and displayName eq 'dora kern' and name.familyName eq 'KERN'".formatted(id))) {
            assertThat(total(directory.find("/Users", filter.replace('\'', '"'))))
                    .as(filter)
                    .isEqualTo(1);
        }
        for (String filter : List.of(
                "id eq 'nothing'",
                "id eq 7",
                "userName eq '%s' and active eq false".formatted(name),
                "externalId eq '%s'".formatted(externalId.toLowerCase(Locale.ROOT)),
                "userName eq '\\u0000\\ud800'",
                "emails[type eq 'home'].value eq '%s'".formatted(name))) {
            assertThat(total(directory.find("/Users", filter.replace('\'', '"'))))
                    .as(filter)
                    .isZero();
        }
    }
}
