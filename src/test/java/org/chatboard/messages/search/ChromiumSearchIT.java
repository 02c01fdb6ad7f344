package org.chatboard.messages.search;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody looks for a message in the page. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumSearchIT {

    private static final String HOSTILE = "<img src=x onerror=\"window.stolen = true\"> needle";

    private Browsers chromium;
    private final Person anna = Person.anna();
    private final Person ben = Person.ben();

    @BeforeAll
    void theyHaveTalked() {
        chromium = Browsers.start();
        anna.joins();
        ben.joins();
        try (ChatSocket socket = ChatSocket.greeted(ben)) {
            socket.say(anna, "The very first needle of all");
            for (int i = 0; i < 120; i++) {
                socket.say(anna, "Hay number " + i);
            }
            socket.say(anna, HOSTILE);
        }
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @Test
    void theBoxAboveTheContactsLeadsToMessagesAndTheseToTheirPlace() {
        try (Window window = chromium.window()) {
            window.isIn(anna).go("/dashboard");
            window.field("Find a contact").fill("needle");
            assertThat(window.page().locator(".contacts-search")).isVisible();
            assertThat(window.page().locator(".contacts-none")).isVisible();
            window.field("Find a contact").press("Enter");
            Locator hits = window.page().locator(".search-hit");
            assertThat(hits).hasCount(2);
            assertThat(hits.first()).containsText(HOSTILE);
            assertThat(hits.first()).containsText(ben.displayName());
            assertThat(hits.first().locator("mark")).hasText("needle");
            assertThat(window.evaluate("() => window.stolen")).isNull();
            hits.last().getByRole(AriaRole.LINK).click();
            window.page().waitForURL(Pattern.compile(".*/chat/.*at=1"));
            assertThat(window.messages("The very first needle of all")).isInViewport();
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void whatIsNotThereAndWhatIsWrongIsSaid() {
        try (Window window = chromium.window()) {
            window.isIn(anna).go("/dashboard");
            window.field("Find a contact").fill("haystack");
            window.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search messages"))
                    .click();
            Locator status = window.page().locator(".search-status");
            assertThat(status).containsText("No message");
            window.field("Search messages").fill("on:christmas");
            window.field("Search messages").press("Enter");
            assertThat(status).containsText("on: needs a day");
            window.field("Search messages").fill("hay");
            window.field("Search messages").press("Enter");
            assertThat(window.page().locator(".search-hit")).hasCount(20);
            window.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show more"))
                    .click();
            assertThat(window.page().locator(".search-hit")).hasCount(40);
            window.page().keyboard().press("Escape");
            assertThat(window.page().locator(".search")).isHidden();
            assertThat(window.field("Find a contact")).isFocused();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, DARK", "390, LIGHT"})
    void itFitsEveryScreenAndEverybody(int width, ColorScheme scheme) {
        try (Window window =
                chromium.window(options -> options.setViewportSize(width, 800).setColorScheme(scheme))) {
            window.isIn(anna).go("/dashboard");
            window.field("Find a contact").fill("number 11");
            assertThat(window.page().locator(".contacts-search")).isVisible();
            window.page().screenshot(picture("offer", width, scheme));
            window.page().keyboard().press("Control+Shift+F");
            assertThat(window.page().locator(".search-hit")).hasCount(11);
            window.page().screenshot(picture("hits", width, scheme));
            assertThat(window.barriers()).isEmpty();
            assertThat(window.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static Page.ScreenshotOptions picture(String name, int width, ColorScheme scheme) {
        return new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots", "search-" + name + "-" + width + "-" + scheme + ".png"));
    }
}
