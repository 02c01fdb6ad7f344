package org.chatboard.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page, for every eye and every screen, with whatever people write. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumLooksIT {

    private static final List<String> HOSTILE = List.of(
            "<script>window.stolen = true</script>",
            "<img src=x onerror=\"window.stolen = true\">",
            "<svg onload=window.stolen=true>",
            "\"><b onmouseover=window.stolen=true>bold</b>",
            "javascript:window.stolen=true",
            "{{constructor.constructor('window.stolen=true')()}}",
            "#{1+1} ${1+1}",
            "&lt;b&gt; & &amp;");

    private Browsers chromium;
    private Person anna = Person.anna();
    private Person mallory = Person.ben();

    @BeforeAll
    void peopleHaveTalked() {
        chromium = Browsers.start();
        anna = Person.anna().joins();
        mallory = Person.ben()
                .calling("<b>Mal</b>", "\"><img src=x onerror=window.stolen=true>")
                .joins();
        try (ChatSocket socket = ChatSocket.greeted(mallory)) {
            HOSTILE.forEach(text -> socket.say(anna, text));
        }
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            socket.say(mallory, "W".repeat(300) + " and a long line of words ".repeat(20));
        }
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyPageIsOpenToEverybodyAndAsksNobodyElse(ColorScheme scheme) {
        try (Window window = chromium.window(options -> options.setColorScheme(scheme))) {
            for (String page : List.of(
                    "/login",
                    "/register",
                    "/forgot",
                    "/forgot?sent=1",
                    "/reset?token=guessed",
                    "/setup?token=guessed")) {
                window.go(page);
                assertThat(window.barriers()).as("%s, %s", page, scheme).isEmpty();
            }
            window.go("/register").press("Create account");
            assertThat(window.barriers())
                    .as("/register with errors, %s", scheme)
                    .isEmpty();
            window.isIn(anna).go("/dashboard");
            for (String page : List.of("/dashboard", "/chat/" + mallory.username())) {
                window.go(page);
                assertThat(window.contact(mallory)).isVisible();
                assertThat(window.barriers()).as("%s, %s", page, scheme).isEmpty();
            }
            assertThat(window.complaints()).isEmpty();
            window.go("/chat/nobody-at-all");
            assertThat(window.barriers()).as("the page for nothing, %s", scheme).isEmpty();
            assertThat(window.strangers()).isEmpty();
        }
    }

    @Test
    void whatPeopleWriteIsTextAndNothingElse() {
        try (Window window = chromium.window()) {
            window.page().onDialog(dialog -> {
                throw new AssertionError("a script ran: " + dialog.message());
            });
            window.isIn(anna).go("/dashboard");
            assertThat(window.contact(mallory)).containsText(mallory.displayName());
            window.chatWith(mallory);
            for (String text : HOSTILE) {
                assertThat(window.messages(text)).isVisible();
            }
            for (String text : HOSTILE) {
                window.say(text);
                assertThat(window.messages(text)).hasCount(2);
            }
            window.page().reload();
            for (String text : HOSTILE) {
                assertThat(window.messages(text)).hasCount(2);
            }
            assertThat(window.evaluate("() => window.stolen")).isNull();
            assertThat(window.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1920})
    void noPageIsWiderThanTheScreen(int width) {
        try (Window window = chromium.window(options -> options.setViewportSize(width, 740))) {
            for (String page : List.of("/login", "/register", "/forgot", "/setup")) {
                window.go(page);
                expectNoSidewaysScrolling(window, page);
            }
            window.isIn(anna).go("/dashboard");
            expectNoSidewaysScrolling(window, "/dashboard");
            window.chatWith(mallory);
            expectNoSidewaysScrolling(window, "/chat");
            assertThat(window.message()).isInViewport();
        }
    }

    @Test
    void onAPhoneListAndConversationTakeTurns() {
        try (Window window = chromium.window(options -> options.setViewportSize(360, 740))) {
            window.isIn(anna).go("/dashboard");
            window.choose(mallory);
            assertThat(window.message()).isInViewport();
            assertThat(window.contact(mallory)).not().isInViewport();
            window.page().getByLabel(Texts.english("chat.back")).click();
            assertThat(window.contact(mallory)).isInViewport();
        }
    }

    @Test
    void theFilterFindsAContact() {
        Person carla = Person.carla().signUp();
        try (Window window = chromium.window()) {
            window.isIn(anna).go("/dashboard");
            window.field("Find a contact").fill(carla.displayName());
            assertThat(window.contact(carla)).isVisible();
            assertThat(window.contact(mallory)).isHidden();
            window.field("Find a contact").fill("nobody of this name");
            assertThat(window.page().getByText(Texts.english("contacts.none"))).isVisible();
            window.field("Find a contact").fill("");
            assertThat(window.contact(mallory)).isVisible();
        }
    }

    @Test
    void everythingWorksWithTheKeyboardAlone() {
        try (Window window = chromium.window()) {
            window.go("/login");
            window.field("Username or e-mail").focus();
            window.page().keyboard().type(anna.username());
            window.page().keyboard().press("Tab");
            window.page().keyboard().type(anna.password());
            window.page().keyboard().press("Enter");
            assertThat(window.contact(mallory)).isVisible();
            window.contact(mallory).focus();
            window.page().keyboard().press("Enter");
            assertThat(window.message()).isVisible();
            window.message().focus();
            window.page().keyboard().type("from the keyboard");
            window.page().keyboard().press("Enter");
            assertThat(window.messages("from the keyboard")).isVisible();
        }
    }

    @Test
    void germansReadGerman() {
        try (Window window = chromium.window(options -> options.setLocale("de-DE"))) {
            window.go("/login");
            assertThat(window.page().getByLabel(Texts.german("login.username"))).isVisible();
            assertThat(window.page().locator("html")).hasAttribute("lang", "de");
        }
    }

    private static void expectNoSidewaysScrolling(Window window, String page) {
        assertThat(window.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(page)
                .isEqualTo(0);
    }
}
