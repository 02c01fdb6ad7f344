package org.chatboard.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at every answer and every frame that a test gets, and remembers what was seen. */
public final class Witness {

    /** What any address may answer to what no decent client sends, or to a method that it does not have. */
    private static final Set<Integer> ANYWHERE = Set.of(405, 406, 411, 413, 415);

    /** What stands before the addresses, whatever they are. */
    private static final Set<Integer> NOWHERE = Set.of(400, 401, 403, 404, 429, 503);

    private static final SortedSet<String> SEEN = new ConcurrentSkipListSet<>();

    /** The server writes no bodies for these. */
    private static final Set<String> BODILESS = Set.of("HEAD", "OPTIONS", "TRACE");

    private Witness() {}

    /**
     * An answer of the server.
     *
     * @throws AssertionError when it is to the API and not as documented, or when the server took a request as a good one
     *     that is not
     */
    public static void saw(HttpResponse<String> answer) {
        HttpRequest request = answer.request();
        String body = request.bodyPublisher()
                .filter(publisher -> publisher.contentLength() > 0)
                .map(Texts::of)
                .orElse(null);
        Map<String, String> headers = new HashMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        saw(
                request.method(),
                answer.uri().getRawPath(),
                Optional.ofNullable(answer.uri().getRawQuery()).orElse(""),
                body,
                answer.statusCode(),
                headers,
                answer.body());
    }

    private static void saw(
            String method,
            String address,
            String query,
            @Nullable String asked,
            int status,
            Map<String, String> headers,
            String body) {
        Optional<OpenApi> known = OpenApi.about(address);
        if (known.isEmpty() || isStillborn(address, status, body) || BODILESS.contains(method)) {
            return;
        }
        OpenApi api = known.get();
        String path = api.below(address);
        // The server undoes escaped slashes first: such an address is another one, or none.
        Optional<OpenApi.Operation> operation = path.contains("%2f") ? Optional.empty() : api.find(method, path);
        List<String> wrong = new ArrayList<>();
        if (operation.isEmpty() || ANYWHERE.contains(status)) {
            boolean mayBe = ANYWHERE.contains(status) || NOWHERE.contains(status);
            if (operation.isEmpty() && !mayBe) {
                wrong.add(api.knows(path) ? "the method is not documented" : "there is no such address");
            }
            wrong.addAll(api.complaintsAboutRefusal(Document.json(body)));
        } else {
            wrong.addAll(operation.get().complaintsAboutAnswer(status, headers, body));
            if (status / 100 == 2) {
                wrong.addAll(operation.get().complaintsAboutRequest(path, query, asked));
                SEEN.add(operation.get() + " " + status);
            }
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(api + " does not agree with " + method + " " + path
                    + (query.isEmpty() ? "" : "?" + query) + ": " + String.join("; ", wrong) + "\nasked: " + asked
                    + "\nanswered: " + status + " " + body);
        }
    }

    /**
     * Whether the server refused an address, with nothing but a status, before it looked for an application: one with NUL or
     * with bytes that are not UTF-8. No filter of ChatBoard hears of it, so there is no problem document.
     */
    public static boolean isStillborn(String address, int status, String body) {
        return status == 400 && body.isEmpty() && Stream.of("%00", "%ff").anyMatch(address::contains);
    }

    /** A frame of the server; what is wrong with it, or nothing. */
    public static Optional<String> heard(String frame, boolean isSeed) {
        return judge("server", Document.json(frame), isSeed);
    }

    /** A frame that a test sent and the server took for a good one; what is wrong with it, or nothing. */
    public static Optional<String> said(String frame, boolean isSeed) {
        return judge("client", Document.json(frame), isSeed);
    }

    private static Optional<String> judge(String side, JsonNode frame, boolean isSeed) {
        String name = AsyncApi.name(side, frame, isSeed);
        List<String> wrong = AsyncApi.DOCUMENT.complaints(name, frame);
        if (wrong.isEmpty()) {
            SEEN.add(name);
            return Optional.empty();
        }
        return Optional.of(
                "asyncapi.yaml does not agree with " + name + ": " + String.join("; ", wrong) + "\nframe: " + frame);
    }

    /** Where a process of the tests leaves what it has seen, for {@link #unseen}. */
    public static Path file(String database, int fork) {
        return Path.of("target/it", "seen-" + database + "-" + fork + ".txt");
    }

    /** Leaves what was seen in a file. */
    public static void save(Path file) throws IOException {
        Files.write(file, SEEN);
    }

    /** What the documents promise and no process has seen of those that left a file. */
    public static NavigableSet<String> unseen(List<Path> files) throws IOException {
        NavigableSet<String> unseen = new TreeSet<>(AsyncApi.DOCUMENT.frames());
        Stream.of(OpenApi.DOCUMENT, OpenApi.SCIM)
                .flatMap(api -> api.operations().stream())
                .forEach(operation -> operation.successes().forEach(status -> unseen.add(operation + " " + status)));
        for (Path file : files) {
            Files.readAllLines(file).forEach(unseen::remove);
        }
        return unseen;
    }
}
