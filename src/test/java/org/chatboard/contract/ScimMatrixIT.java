package org.chatboard.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.contract.OpenApi;
import org.chatboard.testing.contract.OpenApi.Operation;
import org.chatboard.testing.contract.OpenApi.Parameter;
import org.chatboard.tokens.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of {@code scim.yaml} by whoever may not make it, and with everything that may be wrong about it. What
 * directories leave out or write otherwise is taken; {@code Witness} sees to it that the document says so.
 */
@DisabledIfSystemProperty(
        named = "chatboard.it",
        matches = "postgres",
        disabledReason = "nothing of it is the database's")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScimMatrixIT {

    private static final String SCIM = "/scim/v2";

    /** The server undoes escaped slashes first: an address with them is another one. */
    private static final List<String> SEGMENTS = MatrixIT.BAD_SEGMENTS.stream()
            .filter(segment -> !segment.contains("%2f"))
            .toList();

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");

    /** What a directory may send besides: attributes that are not kept here. */
    private static final Set<String> TAKEN = Set.of("an unknown field");

    private final Person ida = Person.administrator();
    private final Person anna = Person.anna().joins();
    private final Program directory = Program.of(ida, "admin");
    private List<Program> others = List.of();
    private List<Program> over = List.of();

    @BeforeAll
    void whoeverMayNot() {
        others = List.of(Program.of(ida, "read", "write"), Program.of(anna, "read", "write"));
        Program revoked = Program.of(ida, "admin");
        ida.sendJson("DELETE", "/api/v1/tokens/" + revoked.id(), "");
        Program expired = Program.shortLived(ida, Duration.ofMillis(700), "admin");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (expired.get(SCIM + "/Schemas").statusCode() == 200 && System.nanoTime() < deadline) {}
        over = List.of(revoked, expired);
    }

    static Stream<Operation> operations() {
        return OpenApi.SCIM.operations().stream();
    }

    static Stream<Operation> operationsWithBody() {
        return operations().filter(operation -> operation.body().isPresent());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobodyButTheDirectoryComesIn(Operation operation) {
        String address = address(operation);
        HttpRequest.Builder unknown = Program.request(method(operation), address, body(operation));
        expect(Program.send(unknown), 401);
        expect(ida.sendJson(method(operation), address, body(operation)), 401);
        others.forEach(other -> expect(other.send(method(operation), address, body(operation)), 403));
        over.forEach(program -> expect(program.send(method(operation), address, body(operation)), 401));
        HttpRequest.Builder foreign = Program.request(method(operation), address, body(operation))
                .header("Authorization", "Bearer " + directory.secret())
                .header("Origin", "https://evil.example");
        assertThat(Decency.expect(Program.send(foreign)).statusCode())
                .isEqualTo(operation.method().equals("get") ? 200 : 403);
        Decency.expect(directory.send(method(operation), address, body(operation)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatIsNotDocumentedCannotBeDone(Operation operation) {
        Set<String> documented = new TreeSet<>();
        operations()
                .filter(other -> other.path().equals(operation.path()))
                .forEach(other -> documented.add(method(other)));
        String address = address(operation);
        for (String method : METHODS) {
            if (!documented.contains(method)) {
                HttpResponse<String> answer = expect(directory.send(method, address, ""), 405);
                assertThat(answer.headers().firstValue("Allow")).contains(String.join(", ", documented));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void addressesAndParametersThatAreNone(Operation operation) {
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                for (String segment : SEGMENTS) {
                    HttpResponse<String> answer = Decency.expect(directory.send(
                            method(operation), SCIM + operation.path().replace("{id}", segment), body(operation)));
                    assertThat(answer.statusCode()).as(segment).isBetween(400, 499);
                }
            } else {
                for (String value : MatrixIT.BAD_VALUES) {
                    Decency.expect(directory.send(
                            method(operation),
                            address(operation) + "?" + parameter.name() + "=" + value,
                            body(operation)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void bodiesWithSomethingWrong(Operation operation) {
        String address = address(operation);
        ObjectNode good = (ObjectNode) operation.body().orElseThrow().path("example");
        for (Spoilt spoilt : Spoilt.all(good, operation.bodySchema(), OpenApi.SCIM.document())) {
            HttpResponse<String> answer = Decency.expect(directory.send(method(operation), address, spoilt.text()));
            if (spoilt.isWhole() && !TAKEN.contains(spoilt.what())) {
                assertThat(answer.statusCode()).as(spoilt.what()).isBetween(400, 499);
            }
        }
        for (String type : List.of("text/plain", "application/xml", "x")) {
            expect(sent(operation, address, type, body(operation).getBytes(UTF_8)), 415);
        }
        byte[] cut = body(operation).getBytes(UTF_8);
        cut[cut.length - 3] = (byte) 0xc3;
        expect(sent(operation, address, "application/scim+json", cut), 400);
        expect(sent(operation, address, "application/scim+json", new byte[2_000_000]), 413);
    }

    private HttpResponse<String> sent(Operation operation, String address, String type, byte[] body) {
        return Program.send(HttpRequest.newBuilder(ChatServer.shared().url(address))
                .header("Authorization", "Bearer " + directory.secret())
                .header("Content-Type", type)
                .method(method(operation), HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> expect(HttpResponse<String> answer, int status) {
        assertThat(Decency.expect(answer).statusCode())
                .as(answer.request().headers().map() + answer.body())
                .isEqualTo(status);
        return answer;
    }

    /** The address of a call; whatever it is about was made for it. */
    private String address(Operation operation) {
        String path = SCIM + operation.path();
        if (!path.contains("{id}")) {
            return path;
        }
        return path.replace(
                "{id}",
                switch (operation.path().replaceAll("^/([^/]+).*", "$1")) {
                    case "Users" -> made("/Users");
                    case "Groups" -> made("/Groups");
                    case "ResourceTypes" -> "User";
                    default -> "urn:ietf:params:scim:schemas:core:2.0:User";
                });
    }

    private String made(String kind) {
        String name = "m" + UUID.randomUUID() + "@matrix.example";
        String body = "{\"" + (kind.equals("/Users") ? "userName" : "displayName") + "\":\"" + name + "\"}";
        return Json.object(directory.send("POST", SCIM + kind, body).body()).getString("id");
    }

    private static String method(Operation operation) {
        return operation.method().toUpperCase(Locale.ROOT);
    }

    /** The example of the document, of somebody else each time; empty for calls without a body. */
    private static String body(Operation operation) {
        return operation
                .body()
                .map(body -> body.path("example").deepCopy())
                .map(ObjectNode.class::cast)
                .map(example -> {
                    String name = "b" + UUID.randomUUID() + "@matrix.example";
                    List.of("userName", "displayName").forEach(key -> {
                        if (example.has(key)) {
                            example.put(key, name);
                        }
                    });
                    example.remove(List.of("externalId", "emails"));
                    return example.toString();
                })
                .orElse("");
    }
}
