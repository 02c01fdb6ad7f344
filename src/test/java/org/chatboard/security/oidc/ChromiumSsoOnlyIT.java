package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.Window;
import org.chatboard.testing.settings.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * People come in by their organisation only, but for one administrator. The provider itself is not asked for anything here, and
 * neither is a directory that is set besides: nothing listens at its address, so whom it was asked about would read that.
 */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumSsoOnlyIT {

    private static final String BUTTON = "Sign in with Corp";

    /** Of {@code chatboard.sign-in.failures-per-account}, when nothing is set. */
    private static final int FAILURES_PER_ACCOUNT = 5;

    private final Person anna = Person.anna().joins();
    private final Person ben = Person.ben().joins();
    private final Person ida = Person.administrator();
    private final Map<String, String> settings = Map.of(
            "chatboard.oidc.issuer", "http://127.0.0.1:9/realms/corp",
            "chatboard.oidc.client-id", "chatboard",
            "chatboard.oidc.client-secret", "chatboard-secret",
            "chatboard.oidc.redirect-base", ChatServer.shared().url("").toString(),
            "chatboard.oidc.name", "Corp",
            "chatboard.oidc.emergency-admin", ida.username(),
            "chatboard.ldap.url", "ldap://127.0.0.1:9",
            "chatboard.ldap.user-base", "dc=corp",
            "chatboard.ldap.allow-plain", "true");

    @BeforeAll
    void passwordsCountNoLonger() {
        ServerSettings.set(settings, () -> {
            String page = new Visitor().open("/login").body();
            return page.contains(BUTTON) && !isForm(page);
        });
    }

    @AfterAll
    void theyCountAgain() {
        ServerSettings.forget(settings.keySet(), () -> {
            String page = new Visitor().open("/login").body();
            return !page.contains(BUTTON) && isForm(page);
        });
    }

    private static boolean isForm(String page) {
        return page.contains("form:password");
    }

    @Test
    void thePageOffersTheProviderAlone() {
        try (Browsers browsers = Browsers.start()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (int width : new int[] {390, 1440}) {
                    try (Window window = browsers.window(
                            options -> options.setColorScheme(scheme).setViewportSize(width, 900))) {
                        Page page = window.go("/login").page();
                        page.screenshot(new Page.ScreenshotOptions()
                                .setPath(Path.of("target/it/screenshots/sso-only-" + scheme + "-" + width + ".png")));
                        assertThat(window.barriers()).isEmpty();
                        assertThat(page.getByText(BUTTON).isVisible()).isTrue();
                        assertThat(page.locator("input[type=password]").count()).isZero();
                        assertThat(page.locator("a[href*=register], a[href*=forgot]")
                                        .count())
                                .isZero();
                    }
                }
            }
        }
        assertThat(new Visitor().open("/register").body())
                .contains(BUTTON, "Nobody needs to register here")
                .doesNotContain("Accounts are created by your administrator", "form:password");
    }

    @Test
    void noPasswordCountsAndNoneIsConfirmed() {
        String name = anna.username();
        JsonObject right = refusedOverRest(name, anna.password());
        assertThat(refusedOverRest(name, "not-" + anna.password())).isEqualTo(right);
        assertThat(refusedOverRest("nobody-" + name, anna.password())).isEqualTo(right);
        assertThat(refusedOverRest(ida.username(), "not-it")).isEqualTo(right);
        Person elsewhere = anna.atAnotherDevice();
        HttpResponse<String> page = elsewhere.trySignIn(elsewhere.open("/login?emergency=1"), name, anna.password());
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("Passwords do not count here.");
        assertThat(anna.get("/api/v1/users/me").statusCode())
                .as("who was in stays in")
                .isEqualTo(200);
    }

    /** Were the right one forgiven, as elsewhere, it would be the one behind which the door never locks. */
    @Test
    void theRightPasswordIsCountedLikeAWrongOne() {
        for (int i = 0; i < FAILURES_PER_ACCOUNT; i++) {
            refusedOverRest(ben.username(), ben.password());
        }
        HttpResponse<String> locked = overRest(ben.username(), ben.password());
        assertThat(locked.statusCode()).as(locked.body()).isEqualTo(429);
    }

    private static HttpResponse<String> overRest(String name, String password) {
        return new Visitor()
                .postJson(
                        "/api/v1/session",
                        "{\"username\":" + Json.quoted(name) + ",\"password\":" + Json.quoted(password) + "}");
    }

    private static JsonObject refusedOverRest(String name, String password) {
        HttpResponse<String> answer = overRest(name, password);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        JsonObject problem = Json.object(answer.body());
        assertThat(problem.getString("code")).isEqualTo("sso_only");
        return jakarta.json.Json.createObjectBuilder(problem)
                .remove("requestId")
                .build();
    }

    @Test
    void theOneAdministratorComesInByTheAddressForThat() {
        Person elsewhere = ida.atAnotherDevice();
        HttpResponse<String> in =
                elsewhere.trySignIn(elsewhere.open("/login?emergency=1"), ida.username(), ida.password());
        assertThat(elsewhere.follow(in).uri().getPath()).endsWith("/dashboard");
    }
}
