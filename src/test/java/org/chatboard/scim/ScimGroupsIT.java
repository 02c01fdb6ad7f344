package org.chatboard.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatboard.scim.Directory.fresh;
import static org.chatboard.scim.Directory.ok;
import static org.chatboard.scim.Directory.total;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Groups of a directory, as Entra ID and Okta send them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimGroupsIT {

    /** The server of the tests is told so. */
    private static final String OFFICE = "ChatBoard-Admins";

    private Directory directory = new Directory("");
    private String dora = "";
    private String emil = "";

    @BeforeAll
    void thereAreADirectoryAndTwoPeople() {
        directory = Directory.ofIda();
        dora = directory.user(fresh("dora") + "@example.net", fresh("ext")).getString("id");
        emil = directory.user(fresh("emil") + "@example.net", fresh("ext")).getString("id");
    }

    private String group(String name, String... members) {
        List<String> values = new ArrayList<>();
        for (String member : members) {
            values.add("{\"value\":\"" + member + "\"}");
        }
        return Directory.made(directory.post(
                        "/Groups",
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"" + name
                                + "\",\"externalId\":\"" + name + "-x\",\"members\":[" + String.join(",", values)
                                + "]}"))
                .getString("id");
    }

    private List<String> members(String group) {
        return ok(directory.get("/Groups/" + group)).getJsonArray("members").stream()
                .map(member -> member.asJsonObject().getString("value"))
                .sorted()
                .toList();
    }

    private List<String> sorted(String... ids) {
        return List.of(ids).stream().sorted().toList();
    }

    @Test
    void entraIdAddsAndRemovesMembersOneByOne() {
        String name = fresh("Staff");
        String id = group(name);
        assertThat(total(directory.find("/Groups", "displayName eq \"" + name.toUpperCase(Locale.ROOT) + "\"")))
                .isEqualTo(1);
        JsonObject found = ok(directory.get("/Groups/" + id + "?excludedAttributes=members"));
        assertThat(found.containsKey("members")).isFalse();
        String one = "/Groups/" + id;
        assertThat(directory
                        .patch(one, "{'op':'Add','path':'members','value':[{'value':'" + dora + "'}]}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(directory
                        .patch(
                                one,
                                "{'op':'Add','path':'members','value':[{'value':'%s'},{'value':'%s'}]}"
                                        .formatted(dora, emil))
                        .statusCode())
                .isEqualTo(204);
        assertThat(members(id)).isEqualTo(sorted(dora, emil));
        String asked = "id eq \"" + id + "\" and members eq \"" + dora + "\"";
        assertThat(total(directory.find("/Groups", asked))).isEqualTo(1);
        directory.patch(one, "{'op':'Remove','path':'members','value':[{'value':'" + dora + "'}]}");
        assertThat(members(id)).containsExactly(emil);
        assertThat(total(directory.find("/Groups", asked))).isZero();
        directory.patch(one, "{'op':'Replace','path':'displayName','value':'" + name + "-new'}");
        assertThat(ok(directory.get(one)).getString("displayName")).isEqualTo(name + "-new");
        assertThat(directory.send("DELETE", one, null).statusCode()).isEqualTo(204);
        assertThat(directory.get(one).statusCode()).isEqualTo(404);
        assertThat(directory.get("/Users/" + emil).statusCode()).isEqualTo(200);
    }

    @Test
    void oktaReplacesAndRemovesByFilter() {
        String name = fresh("Okta");
        String id = group(name, dora);
        String one = "/Groups/" + id;
        assertThat(directory
                        .patch(
                                one,
                                "{'op':'remove','path':'members[value eq \\'%s\\']'}".formatted(dora),
                                "{'op':'add','path':'members','value':[{'value':'%s','display':'e'}]}".formatted(emil),
                                "{'op':'replace','value':{'id':'%s','displayName':'%s 2'}}".formatted(id, name))
                        .statusCode())
                .isEqualTo(204);
        assertThat(members(id)).containsExactly(emil);
        JsonObject put = ok(directory.send(
                "PUT", one, "{\"displayName\":\"" + name + "\",\"members\":[{\"value\":\"" + dora + "\"}]}"));
        assertThat(put.getString("displayName")).isEqualTo(name);
        assertThat(put.getJsonArray("members").getJsonObject(0).getString("display"))
                .isEqualTo("Dora Kern");
        directory.patch(one, "{'op':'replace','path':'members','value':[]}");
        assertThat(members(id)).isEmpty();
    }

    @Test
    void aNameIsGivenOnceAndMembersAreUsers() {
        String name = fresh("Once");
        String id = group(name);
        HttpResponse<String> again = directory.post("/Groups", "{\"displayName\":\"" + name + "\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Json.object(again.body()).getString("scimType")).isEqualTo("uniqueness");
        String nobody = UUID.randomUUID().toString();
        HttpResponse<String> refused = directory.patch(
                "/Groups/" + id,
                "{'op':'add','path':'members','value':[{'value':'%s'},{'value':'%s'}]}".formatted(dora, nobody));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Json.object(refused.body()).getString("scimType")).isEqualTo("invalidValue");
        assertThat(members(id)).isEmpty();
    }

    @Test
    void manyWhoChangeAGroupAtOnceAllGetTheirWay() {
        String id = group(fresh("Many"));
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(directory.user(fresh("m") + "@example.net", fresh("ext")).getString("id"));
        }
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (String person : people) {
            all.add(CompletableFuture.supplyAsync(() -> directory
                    .patch("/Groups/" + id, "{'op':'add','path':'members','value':[{'value':'" + person + "'}]}")
                    .statusCode()));
        }
        assertThat(all).extracting(CompletableFuture::join).containsOnly(204);
        assertThat(members(id)).isEqualTo(people.stream().sorted().toList());
    }

    @Test
    void whoeverIsRemovedIsInNoGroupAnyMore() {
        String person =
                directory.user(fresh("gone") + "@example.net", fresh("ext")).getString("id");
        String id = group(fresh("Leaving"), person, emil);
        directory.send("DELETE", "/Users/" + person, null);
        assertThat(members(id)).containsExactly(emil);
    }

    @Test
    void theOfficeComesAndGoesWithTheGroup() {
        Person carla = Person.carla().joins();
        String id = group(OFFICE, carla.id().toString());
        assertThat(staff(carla)).containsExactlyInAnyOrder("true");
        directory.patch("/Groups/" + id, "{'op':'replace','path':'displayName','value':'" + fresh("Other") + "'}");
        assertThat(staff(carla)).containsExactly("false");
        directory.patch("/Groups/" + id, "{'op':'replace','path':'displayName','value':'" + OFFICE + "'}");
        assertThat(staff(carla)).containsExactly("true");
        directory.patch("/Groups/" + id, "{'op':'remove','path':'members'}");
        assertThat(staff(carla)).containsExactly("false");
        directory.patch("/Groups/" + id, "{'op':'add','path':'members','value':[{'value':'" + carla.id() + "'}]}");
        assertThat(staff(carla)).containsExactly("true");
        assertThat(directory.send("DELETE", "/Groups/" + id, null).statusCode()).isEqualTo(204);
        assertThat(staff(carla)).containsExactly("false");
    }

    /** As text, whatever the database says for true. */
    private static List<String> staff(Person person) {
        return Sql.run("select case when is_staff then 'true' else 'false' end from users where username = '"
                + person.username() + "'");
    }
}
