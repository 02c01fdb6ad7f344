package org.chatboard.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatboard.scim.Directory.fresh;
import static org.chatboard.scim.Directory.ok;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.RawSocket;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.tokens.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes in, what is told of the door, and what happens to nonsense: never a 500, always a SCIM error. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimDoorIT {

    private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

    private Directory directory = new Directory("");
    private String user = "";
    private String group = "";

    @BeforeAll
    void thereAreADirectoryAPersonAndAGroup() {
        directory = Directory.ofIda();
        user = directory.user(fresh("bad") + "@example.net", fresh("ext")).getString("id");
        group = Directory.made(directory.post("/Groups", "{\"displayName\":\"" + fresh("bad") + "\"}"))
                .getString("id");
    }

    @Test
    void onlyAnAdministratorsTokenForItComesIn() {
        Person ida = Person.administrator();
        Person anna = Person.anna().joins();
        ServerLog log = ServerLog.fromNow();
        refused(Directory.send(Directory.request("GET", "/Users", null)), 401);
        refused(new Directory("cb_nothing").get("/Users"), 401);
        refused(Directory.of(ida, "read").get("/Users"), 403);
        refused(Directory.of(ida, "write").post("/Users", "{}"), 403);
        refused(Directory.of(anna, "read").get("/Users"), 403);
        refused(ida.get("/scim/v2/Users"), 401);
        log.await("Refused to \"" + anna.username()
                + "\" from 127.0.0.1: GET /chatboard/scim/v2/Users (insufficient_scope)");
        Program revoked = Program.of(ida, "admin");
        ida.sendJson("DELETE", "/api/v1/tokens/" + revoked.id(), "");
        for (String token : List.of("cb_nothing", revoked.secret())) {
            Map<String, String> headers = RawSocket.handshake(new Visitor());
            headers.put("Authorization", "Bearer " + token);
            try (RawSocket socket = new RawSocket("127.7.0.2")) {
                assertThat(socket.ask("GET", "/scim/v2/Users", headers).status())
                        .isEqualTo(401);
            }
            assertThat(log.await("Refused to nobody from 127.7.0.2: GET /chatboard/scim/v2/Users (invalid_token)"))
                    .doesNotContain(token);
        }
        refused(Directory.of(ida, "read").get("/ServiceProviderConfig"), 403);
        refused(
                Directory.send(Directory.request("POST", "/Users", "{}")
                        .header("Authorization", "Bearer " + directory.secret())
                        .header("Origin", "https://evil.example")),
                403);
        HttpResponse<String> nobody = Directory.send(Directory.request("GET", "/Users", null));
        assertThat(nobody.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"chatboard\"");
    }

    @Test
    void theDoorTellsWhatItCan() {
        JsonObject config = ok(directory.get("/ServiceProviderConfig"));
        assertThat(config.getJsonObject("patch").getBoolean("supported")).isTrue();
        assertThat(config.getJsonObject("bulk").getBoolean("supported")).isFalse();
        assertThat(ok(directory.get("/ResourceTypes")).getInt("totalResults")).isEqualTo(2);
        assertThat(ok(directory.get("/ResourceTypes/User")).getString("endpoint"))
                .isEqualTo("/Users");
        assertThat(ok(directory.get("/Schemas")).getInt("totalResults")).isEqualTo(2);
        assertThat(ok(directory.get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"))
                        .getString("name"))
                .isEqualTo("Group");
        refused(directory.get("/Schemas/nothing"), 404);
        refused(directory.get("/ResourceTypes/Robot"), 404);
    }

    @Test
    void whatIsNotThereOrCannotBeDoneIsSaid() {
        for (String path :
                List.of("", "/", "/Nothing", "/Users/", "/Users/1", "/Users/1/2", "/Me", "/Bulk", "/Users/.search")) {
            refused(directory.get(path), 404);
        }
        refused(directory.get("/Users/" + UUID.randomUUID()), 404);
        refused(directory.patch("/Users/" + UUID.randomUUID(), "{'op':'replace','path':'active','value':true}"), 404);
        refused(directory.send("PUT", "/Groups/" + UUID.randomUUID(), "{\"displayName\":\"x\"}"), 404);
        refused(directory.send("DELETE", "/Groups/" + UUID.randomUUID(), null), 404);
        HttpResponse<String> notHere = directory.send("DELETE", "/Users", null);
        refused(notHere, 405);
        assertThat(notHere.headers().firstValue("Allow")).contains("GET, POST");
        refused(directory.send("POST", "/Users/" + user, "{}"), 405);
        refused(directory.send("OPTIONS", "/Users", null), 405);
        HttpResponse<String> head = directory.send("HEAD", "/Users", null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/Users?startIndex=x            | invalidValue",
                "/Users?count=1e9               | invalidValue",
                "/Users?count=99999999999999999 | invalidValue",
                "/Users?filter=userName         | invalidFilter",
                "/Users?filter=userName%20co%20%22a%22     | invalidFilter",
                "/Users?filter=password%20eq%20%22a%22     | invalidFilter",
                "/Users?filter=userName%20eq%20%22a        | invalidFilter",
                "/Users?filter=%5B%5B%5B%5B                | invalidFilter",
                "/Users?filter=userName%20eq%20%22a%22%20or%20id%20eq%20%22b%22 | invalidFilter",
                "/Groups?filter=userName%20eq%20%22a%22    | invalidFilter",
                "/Groups?filter=%00                        | invalidFilter",
            })
    void aQueryThatIsNoneIsRefused(String path, String type) {
        assertThat(refused(directory.get(path), 400).getString("scimType")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x                                              | invalidSyntax",
                "[]                                             | invalidSyntax",
                "{                                              | invalidSyntax",
                "{'userName':'a','username':'b'}                | invalidSyntax",
                "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{}}}}}}}}}}} | invalidSyntax",
                "{'userName':'a@b.example','x':1.5}             | invalidSyntax",
                "{}                                             | invalidValue",
                "{'userName':null}                              | invalidValue",
                "{'userName':''}                                | invalidValue",
                "{'userName':7}                                 | invalidValue",
                "{'userName':['a']}                             | invalidValue",
                "{'userName':'no-address'}                      | invalidValue",
                "{'userName':'a\\u0000@b.example'}              | invalidValue",
                "{'userName':'a\\ud800@b.example'}              | invalidValue",
                "{'userName':'a','emails':'a@b.example'}        | invalidValue",
                "{'userName':'a','emails':[[]]}                 | invalidValue",
                "{'userName':'a','emails':[{'value':'a'}]}      | invalidValue",
                "{'userName':'a','emails':[{'value':7}]}        | invalidValue",
                "{'userName':'a','emails':[{'value':'a@b.example','primary':'yes'}]} | invalidValue",
                "{'userName':'a@b.example','active':'yes'}      | invalidValue",
                "{'userName':'a@b.example','active':1}          | invalidValue",
                "{'userName':'a@b.example','name':'A'}          | invalidValue",
                "{'userName':'a@b.example','name':{'givenName':7}} | invalidValue",
                "{'userName':'a@b.example','displayName':'a\\u202eb'} | invalidValue",
                "{'userName':'a@b.example','externalId':'\\u0000'}    | invalidValue",
                "{'userName':'a@b.example','externalId':7}      | invalidValue",
            })
    void aUserThatIsNoneIsRefused(String body, String type) {
        String json = body.replace('\'', '"');
        assertThat(refused(directory.post("/Users", json), 400).getString("scimType"))
                .isEqualTo(type);
        assertThat(refused(directory.send("PUT", "/Users/" + user, json), 400).getString("scimType"))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                | invalidValue",
                "{'displayName':7}                                 | invalidValue",
                "{'displayName':'a\\u0000'}                        | invalidValue",
                "{'displayName':'a','members':['1']}               | invalidValue",
                "{'displayName':'a','members':[{}]}                | invalidValue",
                "{'displayName':'a','members':[{'value':'1'}]}     | invalidValue",
                "{'displayName':'a','members':[{'value':{}}]}      | invalidValue",
                "{'displayName':'a','members':[{'value':'00000000-0000-7000-8000-000000000000'}]} | invalidValue",
                "{'displayName':'a','members':[{'value':'00000000-0000-7000-8000-000000000000','type':'Group'}]} | invalidValue",
            })
    void aGroupThatIsNoneIsRefused(String body, String type) {
        String json = body.replace('\'', '"');
        assertThat(refused(directory.post("/Groups", json), 400).getString("scimType"))
                .isEqualTo(type);
        assertThat(refused(directory.send("PUT", "/Groups/" + group, json), 400).getString("scimType"))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'op':'remove','path':'userName'}              | mutability",
                "{'op':'replace','path':'id','value':'1'}       | mutability",
                "{'op':'replace','path':'groups','value':[]}    | mutability",
                "{'op':'replace','path':'userName','value':''}  | invalidValue",
                "{'op':'replace','path':'userName','value':{}}  | invalidValue",
                "{'op':'replace','path':'active','value':'perhaps'} | invalidValue",
                "{'op':'replace','path':'emails','value':['a']} | invalidValue",
                "{'op':'replace','path':'emails.value','value':{'a':1}} | invalidValue",
                "{'op':'replace','path':'emails[type eq \\'home\\'].value','value':'a@b.example'} | noTarget",
                "{'op':'replace','path':'name.givenName','value':[]}   | invalidValue",
                "{'op':'replace','path':'emails[','value':1}    | invalidPath",
                "{'op':'move','path':'active'}                  | invalidSyntax",
                "{'op':'remove'}                                | noTarget",
                "7                                              | invalidSyntax",
            })
    void aPatchThatIsNoneIsRefusedAndChangesNothing(String operation, String type) {
        String before = directory.get("/Users/" + user).body();
        String body = "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false},"
                + operation.replace("\\'", "\\\"").replace('\'', '"') + "]}";
        assertThat(refused(directory.send("PATCH", "/Users/" + user, body), 400).getString("scimType"))
                .isEqualTo(type);
        assertThat(directory.get("/Users/" + user).body()).isEqualTo(before);
    }

    @Test
    void whatIsTooMuchOrNotJsonIsRefused() {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String type : List.of("text/plain", "application/xml", "")) {
            HttpRequest.Builder request = Directory.request("POST", "/Users", null)
                    .method("POST", BodyPublishers.ofString("{}"))
                    .header("Authorization", "Bearer " + directory.secret());
            answers.add(Directory.send(type.isEmpty() ? request : request.header("Content-Type", type)));
        }
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(415);
        String tooLong = "x".repeat(300);
        refused(directory.post("/Users", Directory.body(tooLong + "@b.example", "x")), 400);
        refused(directory.post("/Users", Directory.body(fresh("l") + "@b.example", tooLong)), 400);
        String tooMuch = "{\"userName\":\"" + "x".repeat(1_100_000) + "\"}";
        // Of what says beforehand that it is too much, nothing is read at all.
        assertThat(directory.post("/Users", tooMuch).statusCode()).isEqualTo(413);
        HttpRequest.Builder inChunks = Directory.request("POST", "/Users", "")
                .method(
                        "POST",
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(tooMuch.getBytes(StandardCharsets.UTF_8))))
                .header("Authorization", "Bearer " + directory.secret());
        refused(Directory.send(inChunks), 413);
        refused(directory.post("/Users", "{\"userName\":\"a@b.example\",\"x\":[" + "1,".repeat(6_000) + "1]}"), 400);
        HttpRequest.Builder notUtf8 = Directory.request("POST", "/Users", "")
                .method("POST", BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .header("Authorization", "Bearer " + directory.secret());
        refused(Directory.send(notUtf8), 400);
    }

    private static JsonObject refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode())
                .as(answer.request() + " " + answer.body())
                .isEqualTo(status);
        JsonObject error = Json.object(answer.body());
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/scim+json");
        assertThat(error.getJsonArray("schemas").getString(0)).isEqualTo(ERROR);
        assertThat(error.getString("status")).isEqualTo(Integer.toString(status));
        assertThat(error.getString("detail")).isNotBlank();
        return error;
    }
}
