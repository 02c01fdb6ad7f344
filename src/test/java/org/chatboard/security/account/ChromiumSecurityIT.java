package org.chatboard.security.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages about sign-ins and the second factor, as people see them. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumSecurityIT {

    private Browsers chromium;

    @BeforeAll
    void start() {
        chromium = Browsers.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @Test
    void aSecondFactorIsSetUpAndAskedForAndAnotherDeviceIsSignedOut() {
        Person anna = Person.anna().joins();
        try (Window window = chromium.window()) {
            window.signIn(anna).go("/profile");
            window.page().getByText("Manage sign-ins and password").click();
            assertThat(window.page().getByText("This browser")).isVisible();
            assertThat(window.page().getByText("Chrome on Linux")).isVisible();
            window.page().getByLabel(Pattern.compile("Sign out there: .*")).click();
            window.field("Present password").fill(anna.password());
            window.press("Sign out there now");
            assertThat(window.page().getByText("Signed out there.")).isVisible();
            assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(401);

            window.page().getByText("Set up or turn off the second factor").click();
            assertThat(window.page().getByLabel("QR code for the authenticator app"))
                    .isVisible();
            String secret =
                    window.page().locator(".factor-secret").textContent().replace(" ", "");
            window.field("Present password").fill(anna.password());
            window.field("Code").fill(SecondFactorIT.code(secret, 0));
            window.press("Turn on");
            assertThat(window.page().locator(".recovery-codes li")).hasCount(10);
            assertThat(window.barriers()).isEmpty();

            try (Window phone = chromium.window(options -> options.setViewportSize(390, 844))) {
                phone.go("/login");
                phone.field("Username or e-mail").fill(anna.username());
                phone.field("Password").fill(anna.password());
                phone.press("Sign in");
                assertThat(phone.page().getByText("One more step").first()).isVisible();
                assertThat(phone.barriers()).isEmpty();
                phone.page()
                        .screenshot(new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(Path.of("target/it/screenshots/step-390.png")));
                phone.field("Code").fill(SecondFactorIT.code(secret, 1));
                phone.press("Sign in");
                assertThat(phone.page()).hasURL(Pattern.compile(".*/dashboard"));
                assertThat(phone.complaints()).isEmpty();
            }
            assertThat(window.complaints()).isEmpty();
            assertThat(window.strangers()).isEmpty();
        }
    }

    @Test
    void thePagesAreOpenToEverybodyOnEveryScreenInEitherLanguage() {
        Person anna = Person.anna().joins();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            int width = scheme == ColorScheme.DARK ? 390 : 1440;
            String language = scheme == ColorScheme.LIGHT ? "en-GB" : "de-DE";
            try (Window window = chromium.window(options ->
                    options.setColorScheme(scheme).setLocale(language).setViewportSize(width, 900))) {
                Page page = window.page();
                window.go("/login");
                page.locator("#form\\:username").fill(anna.username());
                page.locator("#form\\:password").fill(anna.password());
                page.locator("#form\\:submit").click();
                assertThat(page).hasURL(Pattern.compile(".*/dashboard"));
                for (String name : List.of("security", "security/end?id=others", "second-factor")) {
                    window.go("/profile/" + name);
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of(
                                    "target/it/screenshots",
                                    name.replaceAll("[/?].*", "-end") + "-" + scheme + "-" + width + ".png")));
                    assertThat(window.barriers())
                            .as("%s, %s, %s", name, scheme, width)
                            .isEmpty();
                    assertThat(
                                    window.evaluate(
                                            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                            .isEqualTo(true);
                }
                assertThat(window.complaints()).isEmpty();
            }
        }
    }
}
