package org.chatboard.editing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.chatboard.system.Texts;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was said is edited and deleted in one window and seen in another. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumEditIT {

    private static final String ACTIONS = Texts.english("message.actions");
    private static final String WITHDRAWN = Texts.english("js.message.withdrawn");

    private Browsers chromium;
    private Person anna = Person.anna();
    private Person ben = Person.ben();

    @BeforeAll
    void start() {
        chromium = Browsers.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @BeforeEach
    void bothHaveAccounts() {
        anna = Person.anna().joins();
        ben = Person.ben().joins();
    }

    @Test
    void theLastMessageIsEditedByArrowUpAndSeenByTheOther() {
        try (Window annas = chromium.window();
                Window bens = chromium.window()) {
            annas.isIn(anna).chatWith(ben);
            bens.isIn(ben).chatWith(anna);
            bens.say("Not mine");
            annas.say("Helo Ben");
            assertThat(bens.messages("Helo Ben")).isVisible();
            annas.message().press("ArrowUp");
            assertThat(annas.page().getByText(Texts.english("message.edit.title")))
                    .isVisible();
            assertThat(annas.message()).hasValue("Helo Ben");
            annas.say("Hello Ben");
            for (Window window : new Window[] {annas, bens}) {
                assertThat(window.messages("Hello Ben")).isVisible();
                assertThat(window.messages(Texts.english("js.message.edited"))).isVisible();
                assertThat(window.messages("Helo Ben")).hasCount(0);
            }
            assertThat(bens.contact(anna)).containsText("Hello Ben");
            assertThat(annas.page().getByText(Texts.english("message.edit.title")))
                    .isHidden();
            assertThat(annas.message()).hasValue("");
            annas.page().reload();
            assertThat(annas.messages("Hello Ben")).isVisible();
            assertThat(annas.messages(Texts.english("js.message.edited"))).isVisible();
            assertThat(annas.complaints()).isEmpty();
        }
    }

    @Test
    void escapeGoesBackToWhatWasBeingWrittenAndNothingTypedIsLost() {
        try (Window annas = chromium.window()) {
            annas.isIn(anna).chatWith(ben);
            annas.say("said");
            assertThat(actions(annas)).hasCount(1);
            annas.message().fill("half a new");
            open(annas, "message.edit");
            assertThat(annas.message()).hasValue("said");
            annas.message().fill("half an edit");
            annas.message().press("Escape");
            assertThat(annas.message()).hasValue("half a new");
            open(annas, "message.edit");
            assertThat(annas.message()).hasValue("half an edit");
            annas.press(Texts.english("message.cancel"));
            assertThat(annas.message()).hasValue("half a new");
            assertThat(annas.messages("said")).isVisible();
        }
    }

    @Test
    void aMessageIsDeletedByKeyboardAfterAQuestion() {
        try (Window annas = chromium.window();
                Window bens = chromium.window()) {
            annas.isIn(anna).chatWith(ben);
            annas.say("wrong window");
            annas.say("right window");
            bens.isIn(ben).go("/dashboard");
            assertThat(bens.contact(anna)).containsText("right window");
            assertThat(bens.contact(anna).locator(".badge-number")).hasText("2");
            Locator button = actions(annas).first();
            button.focus();
            button.press("Enter");
            annas.page().keyboard().press("ArrowDown");
            annas.page().keyboard().press("Enter");
            Locator question = annas.page().getByRole(AriaRole.DIALOG);
            assertThat(question).containsText("wrong window");
            annas.page().keyboard().press("Escape");
            assertThat(question).isHidden();
            assertThat(annas.messages("wrong window")).isVisible();

            open(annas, "message.delete");
            question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Texts.english("message.delete")))
                    .click();
            assertThat(annas.messages(WITHDRAWN)).isVisible();
            assertThat(question).isHidden();
            assertThat(actions(annas)).hasCount(1);
            assertThat(bens.contact(anna).locator(".badge-number")).hasText("1");
            bens.chatWith(anna);
            assertThat(bens.messages(WITHDRAWN)).isVisible();
            assertThat(bens.messages("wrong window")).hasCount(0);
            assertThat(actions(bens)).hasCount(0);
            assertThat(annas.complaints()).isEmpty();
        }
    }

    @Test
    void whatIsChangedElsewhereMeanwhileIsNotOverwrittenUnseen() {
        try (Window annas = chromium.window();
                ChatSocket elsewhere = ChatSocket.greeted(anna)) {
            annas.isIn(anna).chatWith(ben);
            String id = elsewhere.say(ben, "one").getString("id");
            assertThat(annas.messages("one")).isVisible();
            annas.message().press("ArrowUp");
            annas.message().fill("here");
            elsewhere.send("{\"type\":\"message.edit\",\"messageId\":\"" + id + "\",\"text\":\"elsewhere\"}");
            assertThat(annas.page().getByText(Texts.english("js.edit.failed.stale")))
                    .isVisible();
            assertThat(annas.messages("elsewhere")).isVisible();
            annas.message().press("Enter");
            assertThat(annas.messages("here")).isVisible();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void editingIsOpenToEverybodyOnThePhoneToo(ColorScheme scheme) {
        boolean phone = scheme == ColorScheme.DARK;
        try (Window window = chromium.window(options -> {
            options.setColorScheme(scheme).setHasTouch(phone).setIsMobile(phone);
            options.setViewportSize(phone ? 390 : 1440, phone ? 844 : 900);
        })) {
            window.isIn(anna).chatWith(ben);
            window.say("A message " + "that takes the whole width of the window ".repeat(4));
            assertThat(window.message()).hasValue("");
            window.say("short");
            assertThat(actions(window)).hasCount(2);
            String name = scheme + (phone ? "-phone" : "-wide");
            actions(window).last().click();
            expectNoBarriers(window, name + "-menu");
            window.page().keyboard().press("Escape");
            assertThat(actions(window).last()).isFocused();
            open(window, "message.edit");
            expectNoBarriers(window, name + "-edit");
            window.message().press("Escape");
            open(window, "message.delete");
            expectNoBarriers(window, name + "-delete");
            assertThat((boolean) window.page().evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isTrue();
        }
    }

    private static void expectNoBarriers(Window window, String name) {
        window.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target/it/screenshots", "edit-" + name + ".png")));
        assertThat(window.barriers()).as(name).isEmpty();
    }

    /** Chooses from the menu of the first own message. */
    private static void open(Window window, String action) {
        actions(window).first().click();
        window.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(Texts.english(action)))
                .click();
    }

    private static Locator actions(Window window) {
        return window.log().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ACTIONS));
    }
}
