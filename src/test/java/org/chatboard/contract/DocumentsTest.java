package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.chatboard.testing.contract.AsyncApi;
import org.chatboard.testing.contract.Document;
import org.chatboard.testing.contract.OpenApi;
import org.junit.jupiter.api.Test;

/** The documents are what their specifications ask for. */
class DocumentsTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void openApiIsValidInTheEyesOfItsAuthors() throws IOException {
        for (OpenApi api : List.of(OpenApi.DOCUMENT, OpenApi.SCIM)) {
            try (InputStream schema = resource("openapi-3.1.json")) {
                assertThat(complaints(schema, api.document().root()))
                        .as(api.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void asyncApiIsValidInTheEyesOfItsAuthors() throws IOException {
        try (InputStream schema = new GZIPInputStream(resource("asyncapi-3.0.json.gz"))) {
            assertThat(complaints(schema, AsyncApi.DOCUMENT.document().root())).isEmpty();
        }
    }

    @Test
    void everySchemaIsJsonSchema() {
        Schema meta = REGISTRY.getSchema(
                com.networknt.schema.SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        for (Document document : documents()) {
            document.root()
                    .path("components")
                    .path("schemas")
                    .properties()
                    .forEach(schema -> assertThat(meta.validate(schema.getValue()))
                            .as(schema.getKey())
                            .isEmpty());
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        for (Document document : documents()) {
            Set<String> used = new HashSet<>();
            references(document.root(), used);
            assertThat(used)
                    .allMatch(reference ->
                            !document.root().at(reference.substring(1)).isMissingNode());
            List<String> components = new ArrayList<>();
            document.root().path("components").properties().stream()
                    .filter(kind -> !kind.getKey().equals("securitySchemes"))
                    .forEach(kind -> kind.getValue()
                            .fieldNames()
                            .forEachRemaining(name -> components.add("#/components/" + kind.getKey() + "/" + name)));
            assertThat(used).containsAll(components);
        }
    }

    private static List<Document> documents() {
        return List.of(OpenApi.DOCUMENT.document(), OpenApi.SCIM.document(), AsyncApi.DOCUMENT.document());
    }

    private static void references(JsonNode node, Set<String> into) {
        if (node.path("$ref").isTextual()) {
            into.add(node.path("$ref").textValue());
        }
        node.forEach(child -> references(child, into));
    }

    private static List<String> complaints(InputStream schema, JsonNode document) throws IOException {
        return REGISTRY.getSchema(new ObjectMapper().readTree(schema)).validate(document).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static InputStream resource(String name) {
        InputStream resource = DocumentsTest.class.getResourceAsStream("/contract/" + name);
        if (resource == null) {
            throw new AssertionError("no " + name);
        }
        return resource;
    }
}
