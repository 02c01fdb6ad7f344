package org.chatboard.contract;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.contract.OpenApi;
import org.chatboard.testing.contract.OpenApi.Operation;
import org.chatboard.testing.contract.OpenApi.Parameter;
import org.chatboard.testing.log.ServerLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of {@code openapi.yaml} with everything that may be wrong about it. {@code Witness} sees to it that each answer
 * is documented, a refusal a problem document with a known code, and nothing taken that the document forbids; a new call
 * is in here by being documented.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixIT {

    private static final String JSON = "application/json";

    /** In the place of a variable part of the address. */
    static final List<String> BAD_SEGMENTS = List.of(
            "x",
            "-1",
            "9223372036854775808",
            "%00",
            "a%00b",
            "%0d%0aX-Evil:1",
            "%ff%fe",
            "..%2f..%2fetc%2fpasswd",
            "%F0%9F%92%A9",
            "00000000-0000-0000-0000-000000000000",
            "'%20or%201=1--",
            "x".repeat(3_000));

    /** In the place of a parameter. */
    static final List<String> BAD_VALUES = List.of(
            "",
            "-1",
            "201",
            "1.5",
            "1e3",
            "9223372036854775808",
            "99999999999999999999999999",
            "null",
            "%00",
            "a%00b",
            "%ff%fe",
            "%27%20or%201=1--",
            "x".repeat(3_000));

    /** In the place of JSON in UTF-8. */
    private static final List<String> OTHER_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json;charset=utf-16",
            "application/json;charset=latin1",
            "application/octet-stream",
            "");

    /** In the place of a header of the contract. */
    static final List<String> BAD_HEADERS = List.of(
            "x",
            "\"x\"",
            "\"-1\"",
            "\"9223372036854775808\"",
            "W/\"1\", \"",
            "\"' or 1=1--\"",
            '"' + "x".repeat(3_000) + '"');

    /** What is somebody's. */
    private static final Pattern OWN = Pattern.compile("/(?:rooms|messages|tokens|webhooks/\\w+)/\\{id}.*");

    private final Situation situation = new Situation();

    static Stream<Operation> operations() {
        return OpenApi.DOCUMENT.operations().stream();
    }

    static Stream<Operation> operationsWithBody() {
        return operations().filter(operation -> operation.body().isPresent());
    }

    @BeforeEach
    void somethingNewToCallAbout() {
        situation.renew();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whoMayAndWhoMayNot(Operation operation) {
        byte[] body = body(operation);
        String address = situation.address(operation);
        HttpResponse<String> toNobody = Decency.expect(situation.call(new Visitor(), operation, address, JSON, body));
        if (!operation.isOpen()) {
            assertThat(toNobody.statusCode()).as(toNobody.body()).isEqualTo(401);
        }
        HttpResponse<String> toCarla = Decency.expect(situation.call(situation.carla, operation, address, JSON, body));
        if (OWN.matcher(operation.path()).matches()) {
            assertThat(toCarla.statusCode()).as(toCarla.body()).isIn(400, 404, 409);
            assertThat(toCarla.body()).doesNotContain(situation.anna.username(), situation.ben.username());
        }
        HttpResponse<String> toIda = Decency.expect(situation.call(situation.ida, operation, address, JSON, body));
        if (operation.path().equals("/rooms/{id}/messages")) {
            assertThat(toIda.statusCode()).as(toIda.body()).isEqualTo(404);
        }
        HttpResponse<String> toAnna =
                Decency.expect(situation.call(situation.anna, operation, address, JSON, body(operation)));
        if (operation.path().equals("/tokens/{id}")) {
            assertThat(toIda.statusCode()).as(toIda.body()).isEqualTo(404);
            assertThat(toAnna.statusCode()).as(toAnna.body()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void foreignPagesChangeNothing(Operation operation) {
        HttpRequest.Builder request = HttpRequest.newBuilder(ChatServer.shared().url(situation.address(operation)))
                .header("Origin", "https://evil.example")
                .header("Content-Type", JSON)
                .method(
                        operation.method().toUpperCase(Locale.ROOT),
                        HttpRequest.BodyPublishers.ofByteArray(body(operation)));
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> answer = Decency.expect(situation.anna.send(request));
        // Whoever knows the address of a hook needs nothing else.
        if (!operation.method().equals("get") && !operation.path().startsWith("/hooks/")) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            log.await(refused(answer, "foreign_origin"));
        }
    }

    /** A form of a foreign page carries the cookie, and where browsers say nothing of it nothing else. */
    @ParameterizedTest
    @MethodSource("operations")
    void withTheCookieAloneNothingIsChanged(Operation operation) {
        HttpRequest.Builder request = HttpRequest.newBuilder(ChatServer.shared().url(situation.address(operation)))
                .header("Content-Type", JSON)
                .method(
                        operation.method().toUpperCase(Locale.ROOT),
                        HttpRequest.BodyPublishers.ofByteArray(body(operation)));
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> answer = Decency.expect(situation.anna.sendAsForeigner(request));
        if (!operation.method().equals("get") && !operation.isOpen()) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(answer.body()).contains("csrf_header_missing");
            log.await(refused(answer, "csrf_header_missing"));
        }
    }

    private String refused(HttpResponse<String> answer, String code) {
        return "Refused to \"" + situation.anna.username() + "\" from 127.0.0.1: "
                + answer.request().method() + " " + answer.uri().getRawPath() + " (" + code + ")";
    }

    @ParameterizedTest
    @MethodSource("operations")
    void addressesThatAreNone(Operation operation) {
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                for (String segment : BAD_SEGMENTS) {
                    String address = Situation.API + operation.path().replace("{" + parameter.name() + "}", segment);
                    HttpResponse<String> answer = Decency.expect(situation.call(
                            situation.anna, operation, address.replaceAll("\\{\\w+}", "x"), JSON, body(operation)));
                    assertThat(answer.statusCode()).as(address).isBetween(400, 499);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void parametersThatAreNone(Operation operation) {
        String address = situation.address(operation);
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("query")) {
                for (String value : BAD_VALUES) {
                    String query = (address.contains("?") ? "&" : "?") + parameter.name() + "=" + value;
                    Decency.expect(situation.call(situation.anna, operation, address + query, JSON, body(operation)));
                }
            } else if (parameter.in().equals("header")) {
                for (String value : BAD_HEADERS) {
                    HttpResponse<String> answer = Decency.expect(
                            situation.anna.send(Situation.request(operation, address, JSON, body(operation))
                                    .header(parameter.name(), value)));
                    boolean isCondition = parameter.name().equals("If-Match");
                    assertThat(answer.statusCode() / 100 == 2 && isCondition)
                            .as(value)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void bodiesWithSomethingWrong(Operation operation) {
        List<String> taken = new ArrayList<>();
        String address = situation.address(operation);
        for (Spoilt spoilt :
                Spoilt.all(Situation.body(operation), operation.bodySchema(), OpenApi.DOCUMENT.document())) {
            HttpResponse<String> answer = Decency.expect(situation.call(
                    situation.anna, operation, address, JSON, spoilt.text().getBytes(UTF_8)));
            if (!spoilt.mayPass() && answer.statusCode() / 100 != 4) {
                taken.add(spoilt + ": " + answer.statusCode() + " " + answer.body());
            }
        }
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void bodiesOfAnotherKind(Operation operation) {
        String address = situation.address(operation);
        for (String type : OTHER_TYPES) {
            HttpResponse<String> answer =
                    Decency.expect(situation.call(situation.anna, operation, address, type, body(operation)));
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
        }
        byte[] cut = body(operation);
        cut[cut.length - 3] = (byte) 0xc3;
        for (byte[] body : List.of(new String(body(operation), UTF_8).getBytes(UTF_16), cut)) {
            assertThat(Decency.expect(situation.call(situation.anna, operation, address, JSON, body))
                            .statusCode())
                    .isEqualTo(400);
        }
        byte[] large = new byte[5_000_000];
        assertThat(Decency.expect(situation.call(situation.anna, operation, address, JSON, large))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void methodsThatAreNone(Operation operation) {
        Person anna = situation.anna;
        for (String method : List.of("OPTIONS", "PROPFIND", "X")) {
            Decency.expect(call(anna, method, situation.address(operation)));
        }
        // The server answers this one before any filter, hence without a problem document: nothing comes back of
        // what
        // was sent, and nothing about what runs.
        HttpResponse<String> traced = call(anna, "TRACE", situation.address(operation));
        assertThat(traced.statusCode()).isEqualTo(405);
        assertThat(traced.body()).isEmpty();
        assertThat(traced.headers().firstValue("Allow").orElse("")).doesNotContain("TRACE");
        Decency.expectSilence(traced);
    }

    private static HttpResponse<String> call(Person person, String method, String address) {
        return person.send(HttpRequest.newBuilder(ChatServer.shared().url(address))
                .header("Origin", ChatServer.shared().origin())
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    static byte[] body(Operation operation) {
        return operation.body().isPresent()
                ? Situation.body(operation).toString().getBytes(UTF_8)
                : new byte[0];
    }
}
