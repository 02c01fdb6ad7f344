package org.chatboard.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of a door, as its document has them. */
public final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** The API of this installation. */
    public static final OpenApi DOCUMENT =
            new OpenApi("openapi.yaml", "/chatboard/api/v1", "application/json", "Problem");

    /** What the directory of an organisation asks for. */
    public static final OpenApi SCIM = new OpenApi("scim.yaml", "/chatboard/scim/v2", "application/scim+json", "Error");

    private final String file;
    private final String base;
    private final String bodyType;
    private final String refusal;
    private final Document document;
    private final List<Operation> operations;

    /**
     * @param base where the addresses of the document are
     * @param bodyType of what is sent and answered
     * @param refusal the schema of what is answered to what cannot be done
     */
    private OpenApi(String file, String base, String bodyType, String refusal) {
        this.file = file;
        this.base = base;
        this.bodyType = bodyType;
        this.refusal = refusal;
        this.document = new Document(file);
        List<Operation> all = new ArrayList<>();
        document.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> all.add(new Operation(path.getKey(), method.getKey(), method.getValue()))));
        operations = List.copyOf(all);
    }

    /** The document that has this address, if one does. */
    static Optional<OpenApi> about(String address) {
        return Stream.of(DOCUMENT, SCIM)
                .filter(api -> address.startsWith(api.base + "/"))
                .findFirst();
    }

    /** The address below the document's base. */
    String below(String address) {
        return address.substring(base.length());
    }

    /** The document itself. */
    public Document document() {
        return document;
    }

    /** Every call. */
    public List<Operation> operations() {
        return operations;
    }

    /** Whether the document knows this address, whatever is done there. */
    boolean knows(String path) {
        return operations.stream().anyMatch(operation -> operation.matches(path));
    }

    /** The call that a request is; an address without variable parts goes before one with them. */
    Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equalsIgnoreCase(method) && operation.matches(path))
                .min((one, other) ->
                        Boolean.compare(one.path().contains("{"), other.path().contains("{")));
    }

    /** What is wrong with the body of a refusal. */
    List<String> complaintsAboutRefusal(JsonNode body) {
        return document.complaints("/components/schemas/" + refusal, body);
    }

    @Override
    public String toString() {
        return file;
    }

    /** A parameter as the document has it, with its references followed. */
    public record Parameter(
            String name,
            String in,
            boolean required,
            JsonNode schema,
            @Nullable String component) {}

    /** One call: a method on an address. */
    public final class Operation {

        private final String path;
        private final String method;
        private final JsonNode node;
        private final Pattern pattern;

        private Operation(String path, String method, JsonNode node) {
            this.path = path;
            this.method = method;
            this.node = node;
            this.pattern = Pattern.compile(path.replaceAll("\\{\\w+}", "([^/]+)"));
        }

        /** The address below the API, with its variable parts in braces. */
        public String path() {
            return path;
        }

        /** The method in lower case. */
        public String method() {
            return method;
        }

        /** What the document says about it. */
        public JsonNode node() {
            return node;
        }

        /** Whether nobody has to be signed in. */
        public boolean isOpen() {
            return node.has("security") && node.path("security").isEmpty();
        }

        /** The statuses of success. */
        public List<String> successes() {
            return Stream.of(node.path("responses"))
                    .flatMap(responses -> responses.properties().stream().map(Map.Entry::getKey))
                    .filter(status -> status.startsWith("2"))
                    .toList();
        }

        /** Its parameters. */
        public List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>();
            for (JsonNode given : node.path("parameters")) {
                JsonNode parameter = document.resolve(given);
                String reference = given.path("$ref").asText();
                all.add(new Parameter(
                        parameter.path("name").asText(),
                        parameter.path("in").asText(),
                        parameter.path("required").asBoolean(),
                        parameter.path("schema"),
                        reference.isEmpty() ? null : reference.substring(reference.lastIndexOf('/') + 1)));
            }
            return all;
        }

        /** The body of JSON that it takes, as the document has it; nothing when it takes none. */
        public Optional<JsonNode> body() {
            JsonNode body =
                    document.resolve(node.path("requestBody")).path("content").path(bodyType);
            return body.isMissingNode() ? Optional.empty() : Optional.of(body);
        }

        /** The schema of the body it takes. */
        public JsonNode bodySchema() {
            return document.resolve(body().orElseThrow().path("schema"));
        }

        boolean matches(String asked) {
            return pattern.matcher(asked).matches();
        }

        /** What is wrong with a request that the server took for a good one. */
        List<String> complaintsAboutRequest(String asked, String query, @Nullable String body) {
            List<String> wrong = new ArrayList<>();
            Map<String, String> given = new LinkedHashMap<>();
            for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
                given.put(Texts.decoded(pair.replaceFirst("=.*", "")), Texts.decoded(pair.replaceFirst("[^=]*=?", "")));
            }
            Matcher segments = pattern.matcher(asked);
            segments.matches();
            int inPath = 0;
            int index = 0;
            for (Parameter parameter : parameters()) {
                String value = null;
                if (parameter.in().equals("path")) {
                    value = Texts.decoded(segments.group(++inPath));
                } else if (parameter.in().equals("query")) {
                    value = given.remove(parameter.name());
                }
                if (value != null) {
                    String schema = document.resolve(pointer() + "/parameters/" + index) + "/schema";
                    for (String complaint : document.complaints(schema, typed(value, parameter.schema()))) {
                        wrong.add(parameter.name() + "=" + value + complaint);
                    }
                }
                index++;
            }
            given.keySet().forEach(name -> wrong.add("the parameter " + name + " is not documented"));
            if (body != null && body().isPresent()) {
                String content = document.resolve(pointer() + "/requestBody") + "/content/" + Document.token(bodyType)
                        + "/schema";
                wrong.addAll(document.complaints(content, Document.json(body)));
            }
            return wrong;
        }

        /** What is wrong with an answer; {@code headers} are in lower case. */
        List<String> complaintsAboutAnswer(int status, Map<String, String> headers, String body) {
            String answer = document.resolve(pointer() + "/responses/" + status);
            JsonNode expected = document.root().at(answer);
            if (expected.isMissingNode()) {
                return List.of("the status " + status + " is not documented");
            }
            List<String> wrong = new ArrayList<>();
            expected.path("headers").properties().forEach(header -> {
                String pointer = document.resolve(answer + "/headers/" + Document.token(header.getKey()));
                JsonNode wanted = document.root().at(pointer);
                String value = headers.get(header.getKey().toLowerCase(java.util.Locale.ROOT));
                if (value == null && wanted.path("required").asBoolean()) {
                    wrong.add("the header " + header.getKey() + " is missing");
                } else if (value != null) {
                    wrong.addAll(document.complaints(pointer + "/schema", typed(value, wanted.path("schema"))));
                }
            });
            String type = headers.getOrDefault("content-type", "").replaceFirst(";.*", "");
            JsonNode content = expected.path("content");
            if (content.isEmpty() && !body.isEmpty()) {
                wrong.add("there should be no body");
            } else if (!content.isEmpty() && !content.has(type)) {
                wrong.add("the type " + type + " is not documented");
            } else if (type.endsWith("json")) {
                wrong.addAll(document.complaints(
                        answer + "/content/" + Document.token(type) + "/schema", Document.json(body)));
            }
            return wrong;
        }

        private String pointer() {
            return "/paths/" + Document.token(path) + "/" + method;
        }

        @Override
        public String toString() {
            return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        }
    }

    private JsonNode typed(String value, JsonNode schema) {
        boolean isNumber = document.resolve(schema).path("type").asText().equals("integer");
        return isNumber && value.matches("-?[0-9]{1,18}")
                ? LongNode.valueOf(Long.parseLong(value))
                : new TextNode(value);
    }
}
