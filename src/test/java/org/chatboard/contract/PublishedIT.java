package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.Test;

/** The documents and the page of their viewer, for whoever has the address. */
class PublishedIT {

    @Test
    void theDocumentsAreServedAsTheyWereBuilt() throws IOException {
        for (String name : List.of("openapi.yaml", "asyncapi.yaml", "scim.yaml")) {
            HttpResponse<String> answer = new Visitor().get("/api/" + name);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/yaml");
            assertThat(answer.body()).isEqualTo(Files.readString(Path.of("target/contract", name)));
        }
    }

    @Test
    void theViewerIsOpenToAll() {
        HttpResponse<String> page = new Visitor().get("/api/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
    }
}
