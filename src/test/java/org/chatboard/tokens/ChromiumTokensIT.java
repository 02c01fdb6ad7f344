package org.chatboard.tokens;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page on which people make tokens and take them back. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumTokensIT {

    private static final String PAGE = "/profile/tokens";

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
    void aTokenIsMadeShownOnceCopiedUsedAndRevoked() {
        Person anna = Person.anna().signUp();
        try (Window window =
                chromium.window(options -> options.setPermissions(List.of("clipboard-read", "clipboard-write")))) {
            window.isIn(anna).go(PAGE);
            window.field("Name").fill("Build server");
            window.page().getByLabel("Write").check();
            window.page().getByLabel("Expires after").selectOption("30 days");
            window.press("Create token");
            String secret = window.field("New token").inputValue();
            assertThat(secret).matches("cb_[0-9A-Za-z]{49}");
            window.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target/it/screenshots/token-made.png")));
            window.press("Copy");
            assertThat(window.page().getByText("Copied")).isVisible();
            assertThat(window.evaluate("() => navigator.clipboard.readText()")).isEqualTo(secret);

            Program bot = Program.knowing(secret);
            assertThat(bot.get("/api/v1/users/me").body()).contains(anna.username());
            try (ChatSocket socket = bot.open()) {
                socket.await("hello");
                window.go(PAGE);
                assertThat(window.field("New token")).hasCount(0);
                assertThat(window.page().content()).doesNotContain(secret);
                assertThat(window.page().getByText("Build server", new Page.GetByTextOptions().setExact(true)))
                        .isVisible();
                assertThat(window.page().getByText("Read, Write")).isVisible();
                assertThat(window.page().getByText("never", new Page.GetByTextOptions().setExact(true)))
                        .hasCount(0);
                assertThat(window.page().getByText("Revoke now")).isHidden();
                window.page().getByLabel("Revoke: Build server").click();
                window.press("Revoke now");
                assertThat(window.page().getByText("The token is revoked.")).isVisible();
                assertThat(socket.closeCode()).isEqualTo(4401);
            }
            assertThat(window.page().getByText("You have no tokens yet.")).isVisible();
            assertThat(bot.get("/api/v1/users/me").statusCode()).isEqualTo(401);
            assertThat(window.complaints()).isEmpty();
            assertThat(window.strangers()).isEmpty();
        }
    }

    @Test
    void whatIsMissingIsSaidAtItsField() {
        Person anna = Person.anna().signUp();
        try (Window window = chromium.window()) {
            window.isIn(anna).go(PAGE);
            window.field("Name").fill("Build server");
            window.page().getByLabel("Read").uncheck();
            window.press("Create token");
            assertThat(window.page().getByText("Choose at least one.")).isVisible();
            window.page().getByLabel("Read").check();
            window.field("Name").fill(" ");
            window.press("Create token");
            assertThat(window.page().getByText("Give the token a name")).isVisible();
            assertThat(window.page().getByLabel("Administer")).hasCount(0);
            assertThat(window.complaints()).isEmpty();
        }
    }

    /** A line has moved since the page was opened: what is pressed is what goes. */
    @Test
    void theTokenWhoseButtonIsPressedIsTheOneThatEnds() {
        Person anna = Person.anna().joins();
        Program first = Program.of(anna, "read");
        try (Window window = chromium.window()) {
            window.isIn(anna).go(PAGE);
            Program second = Program.of(anna, "read");
            window.page().getByLabel("Revoke: script").click();
            window.press("Revoke now");
            assertThat(window.page().getByText("The token is revoked.")).isVisible();
            assertThat(first.get("/api/v1/users/me").statusCode()).isEqualTo(401);
            assertThat(second.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void thePageIsOpenToEverybodyOnEveryScreenInEitherLanguage() {
        Person anna = Person.anna().joins();
        Program.of(anna, "read");
        anna.postJson("/api/v1/tokens", Program.wish("<b>W</b> " + "w".repeat(50), "", "read", "write"));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            int width = scheme == ColorScheme.DARK ? 1440 : 390;
            String language = scheme == ColorScheme.DARK ? "en-GB" : "de-DE";
            try (Window window = chromium.window(options ->
                    options.setColorScheme(scheme).setLocale(language).setViewportSize(width, 900))) {
                Page page = window.page();
                page.context()
                        .addCookies(List.of(
                                new Cookie("CHATBOARD", anna.cookie("CHATBOARD").orElseThrow())
                                        .setUrl(ChatServer.shared().url("/").toString())));
                window.go(PAGE);
                page.locator("#form\\:submit").click();
                page.locator("summary").first().click();
                assertThat(page.locator(".field-error").first()).isVisible();
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of(
                                "target/it/screenshots", "tokens-" + scheme + "-" + width + language + ".png")));
                assertThat(window.barriers())
                        .as("%s, %s, %s", scheme, width, language)
                        .isEmpty();
                assertThat(window.evaluate(
                                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .isEqualTo(true);
                assertThat(window.complaints()).isEmpty();
            }
        }
    }
}
