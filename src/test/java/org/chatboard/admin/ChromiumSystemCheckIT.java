package org.chatboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.Window;
import org.chatboard.testing.settings.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Administrators see whether everything works, and nobody else does. */
@NeedsBrowser
class ChromiumSystemCheckIT {

    private static final String API = "/api/v1/admin/system";

    private static Map<String, String> states(JsonObject answer) {
        return answer.getJsonArray("checks").stream()
                .map(JsonValue::asJsonObject)
                .collect(Collectors.toMap(check -> check.getString("name"), check -> check.getString("state")));
    }

    @Test
    void onlyAdministratorsLook() {
        assertThat(new Visitor().get(API).statusCode()).isEqualTo(401);
        assertThat(new Visitor().open("/admin/system").uri().getPath()).endsWith("/login");
        Person anna = Person.anna().joins();
        assertThat(anna.get(API).statusCode()).isEqualTo(403);
        assertThat(anna.get("/admin/system").statusCode()).isEqualTo(403);
        assertThat(anna.get("/admin/nothing").statusCode()).isEqualTo(403);
        assertThat(anna.get("/profile").body()).doesNotContain("/admin/system");

        Person ida = Person.administrator();
        assertThat(states(ida.json(API)))
                .containsEntry("password", "good")
                .containsEntry("database", "good")
                .containsEntry("proxy", "good")
                .containsEntry("client-address", "good")
                .containsKeys("oidc", "ldap", "scim", "factor", "mail", "disk");
        assertThat(ida.get("/profile").body()).contains("/admin/system");
    }

    /** What is silent is not the database. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void aProviderThatNeverAnswersIsRedWithinSeconds() throws IOException {
        Person ida = Person.administrator();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = Map.of(
                    "chatboard.oidc.issuer",
                    "http://127.0.0.1:" + silent.getLocalPort() + "/realms/corp",
                    "chatboard.oidc.client-id",
                    "chatboard",
                    "chatboard.oidc.client-secret",
                    "chatboard-secret",
                    "chatboard.oidc.redirect-base",
                    ChatServer.shared().url("").toString());
            ServerSettings.set(
                    settings, () -> "bad".equals(states(ida.json(API)).get("oidc")));
            try (Browsers browsers = Browsers.start()) {
                long before = System.nanoTime();
                JsonObject answer = Json.object(ida.get(API).body());
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
                assertThat(answer.getString("status")).isEqualTo("bad");
                look(browsers, ida);
            } finally {
                ServerSettings.forget(
                        settings.keySet(),
                        () -> "off".equals(states(ida.json(API)).get("oidc")));
            }
        }
    }

    private static void look(Browsers browsers, Person ida) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            int width = scheme == ColorScheme.DARK ? 1440 : 390;
            try (Window window =
                    browsers.window(options -> options.setColorScheme(scheme).setViewportSize(width, 900))) {
                Page page = window.isIn(ida).go("/admin/system").page();
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target/it/screenshots/system-" + scheme + "-" + width + ".png")));
                assertThat(window.barriers()).isEmpty();
                assertThat(page.locator("[data-part=oidc][data-state=bad]").count())
                        .isEqualTo(1);
                assertThat(page.locator(".system-part").count()).isGreaterThanOrEqualTo(9);
                for (String other : List.of("directories", "identities", "sign-ins")) {
                    page = window.go("/admin/" + other).page();
                    if (other.equals("sign-ins")) {
                        window.field("User name").fill(ida.username());
                        window.press("Show");
                        page.locator("summary").first().click();
                    }
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target/it/screenshots/" + other + "-" + scheme + "-" + width + ".png")));
                    assertThat(window.barriers()).as(other).isEmpty();
                }
                assertThat(window.complaints()).isEmpty();
            }
        }
    }
}
