package org.chatboard.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two people, two windows, found by labels alone. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumChatIT {

    private static final LocatorAssertions.IsVisibleOptions AFTER_RESTART =
            new LocatorAssertions.IsVisibleOptions().setTimeout(90_000);

    private static final String KEPT = "() => JSON.stringify(localStorage)";

    private Browsers chromium;
    private Window annas;
    private Window bens;
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
    void twoWindows() {
        anna = Person.anna();
        ben = Person.ben();
        annas = chromium.window();
        bens = chromium.window();
    }

    @AfterEach
    void closeWindows() {
        annas.close();
        bens.close();
    }

    @Test
    void twoPeopleRegisterMeetChatAndFindTheirHistoryAgain() {
        bens.register(ben);
        annas.register(anna).signIn(anna);
        assertThat(annas.page().getByRole(AriaRole.HEADING, named("Welcome, " + anna.displayName() + "!")))
                .isVisible();
        annas.find(ben);
        assertThat(annas.contact(ben)).containsText("Offline");

        bens.signIn(ben).find(anna);
        assertThat(annas.contact(ben)).containsText("Online");
        assertThat(bens.contact(anna)).containsText("Online");

        bens.choose(anna);
        bens.say("Hello Anna");
        assertThat(annas.contact(ben)).containsText("Hello Anna");
        assertThat(annas.contact(ben)).containsText("1 unread");

        annas.choose(ben);
        assertThat(annas.messages("Hello Anna")).isVisible();
        assertThat(state(bens, "Hello Anna", "Read")).isVisible();
        annas.say("Hello Ben 👋");
        assertThat(bens.messages("Hello Ben 👋")).isVisible();
        assertThat(state(annas, "Hello Ben 👋", "Read")).isVisible();

        bens.message().pressSequentially("x");
        assertThat(annas.page().getByRole(AriaRole.MAIN)).containsText("is typing");

        annas.page().reload();
        bens.page().reload();
        for (Window window : new Window[] {annas, bens}) {
            assertThat(window.messages("Hello Anna")).hasCount(1);
            assertThat(window.messages("Hello Ben 👋")).hasCount(1);
        }
        assertThat(state(annas, "Hello Ben 👋", "Read")).isVisible();
        assertThat(state(bens, "Hello Anna", "Read")).isVisible();
        assertThat(annas.complaints()).isEmpty();
        assertThat(bens.complaints()).isEmpty();
        assertThat(annas.strangers()).isEmpty();

        bens.page().close();
        assertThat(annas.page().getByRole(AriaRole.MAIN)).containsText("Offline");
    }

    @Test
    void whatIsTypedWhileTheServerIsDeadArrivesExactlyOnceWithoutAReload() {
        anna.joins();
        ben.joins();
        annas.signIn(anna).chatWith(ben);
        bens.signIn(ben).chatWith(anna);
        annas.say("before");
        assertThat(bens.messages("before")).isVisible();
        for (Window window : new Window[] {annas, bens}) {
            window.evaluate("() => { window.notReloaded = true }");
        }

        ChatServer.shared().kill9();
        assertThat(annas.page().getByText(Texts.english("js.connection.lost"))).isVisible();
        annas.say("typed while away");
        annas.say("and one more");
        assertThat(annas.messages("typed while away")).isVisible();
        ChatServer.shared().start();
        // By itself a page may take another minute; it is there to be pressed while it waits.
        for (Window window : new Window[] {annas, bens}) {
            window.evaluate("() => document.querySelector('.connection-retry').click()");
        }

        assertThat(bens.messages("typed while away")).isVisible(AFTER_RESTART);
        assertThat(bens.messages("and one more")).isVisible();
        bens.say("I am back too");
        assertThat(annas.messages("I am back too")).isVisible(AFTER_RESTART);
        for (Window window : new Window[] {annas, bens}) {
            for (String text : new String[] {"before", "typed while away", "and one more", "I am back too"}) {
                assertThat(window.messages(text)).hasCount(1);
            }
            assertThat(window.evaluate("() => window.notReloaded")).isEqualTo(true);
            assertThat(window.page().getByText(Texts.english("js.connection.lost")))
                    .isHidden();
        }
        annas.page().reload();
        assertThat(annas.messages("typed while away")).hasCount(1);
        assertThat(annas.messages("and one more")).hasCount(1);
    }

    @Test
    void enterSendsAndShiftEnterBreaksTheLine() {
        anna.joins();
        ben.signUp();
        annas.signIn(anna).chatWith(ben);
        annas.message().fill("first");
        annas.message().press("Shift+Enter");
        annas.message().pressSequentially("second");
        annas.message().press("Enter");
        assertThat(annas.log()).containsText(Pattern.compile("first\\s+second"));
        assertThat(annas.message()).hasValue("");
        annas.message().fill("by button");
        annas.press("Send");
        assertThat(annas.messages("by button")).isVisible();
        annas.message().fill("   ");
        annas.message().press("Enter");
        annas.say("after the blanks");
        assertThat(annas.messages("after the blanks")).isVisible();
        assertThat(annas.page().locator("[role=log] [data-seq]")).hasCount(3);
    }

    @Test
    void olderHistoryComesWithoutAJumpAndNewMessagesDoNotPullTheReader() {
        anna.joins();
        ben.joins();
        try (ChatSocket mine = ChatSocket.greeted(anna);
                ChatSocket socket = ChatSocket.greeted(ben)) {
            for (int i = 1; i <= 120; i++) {
                mine.say(ben, "message " + i);
            }
            annas.signIn(anna).chatWith(ben);
            assertThat(annas.messages("message 120")).isInViewport();
            assertThat(annas.messages("message 1")).hasCount(0);

            Map<?, ?> before = (Map<?, ?>) Objects.requireNonNull(annas.evaluate("""
                    () => {
                      const log = document.querySelector('[role=log]');
                      log.scrollTop = 0;
                      const first = log.querySelector('[data-seq]');
                      return {seq: first.dataset.seq, top: first.getBoundingClientRect().top};
                    }"""));
            Locator firstItem = annas.page().locator("[role=log] [data-seq='" + before.get("seq") + "']");
            Locator older = annas.messages("message " + (Integer.parseInt((String) before.get("seq")) - 1));
            assertThat(older).hasCount(1);
            double top = ((Number) Objects.requireNonNull(
                            firstItem.evaluate("message => message.getBoundingClientRect().top")))
                    .doubleValue();
            assertThat(top).isCloseTo(((Number) Objects.requireNonNull(before.get("top"))).doubleValue(), within(3.0));

            socket.say(anna, "new at the bottom");
            Locator jump = annas.page().getByRole(AriaRole.BUTTON, named("↓ 1 new"));
            assertThat(jump).isVisible();
            assertThat(annas.messages("new at the bottom")).not().isInViewport();
            jump.click();
            assertThat(annas.messages("new at the bottom")).isInViewport();
            socket.say(anna, "followed");
            assertThat(annas.messages("followed")).isInViewport();
        }
    }

    @Test
    void aSecondTabShowsTheSameAndSigningOutEndsBoth() {
        anna.joins();
        ben.joins();
        annas.signIn(anna).chatWith(ben);
        Page second = annas.page().context().newPage();
        second.navigate(annas.page().url());
        annas.say("seen in both tabs");
        assertThat(second.getByRole(AriaRole.LOG).getByText("seen in both tabs"))
                .isVisible();
        annas.message().fill("never sent");
        annas.page().waitForFunction("() => JSON.stringify(localStorage).includes('never sent')");
        annas.message().fill("typed at the last moment");
        annas.press("Sign out");
        assertThat(annas.page()).hasURL(Pattern.compile(".*/login.*"));
        assertThat(annas.evaluate(KEPT)).isEqualTo("{}");
        annas.page().goBack();
        assertThat(annas.page()).hasURL(Pattern.compile(".*/login.*"));
        assertThat(annas.page().getByText("seen in both tabs")).hasCount(0);
        assertThat(second.getByText(Texts.english("js.connection.ended"))
                        .or(second.getByLabel(Texts.english("login.username"))))
                .isVisible();
    }

    /** Two people share a browser. No database has a part in it. */
    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void aPageThatLostItsConnectionDoesNotComeBackAsSomebodyElse() {
        anna.joins();
        ben.joins();
        CompletableFuture<WebSocketRoute> line = new CompletableFuture<>();
        annas.page().routeWebSocket(Pattern.compile(".*/ws/chat"), route -> {
            route.connectToServer();
            line.complete(route);
        });
        annas.isIn(anna).chatWith(ben);
        annas.page().waitForCondition(line::isDone);
        annas.isIn(ben);
        line.join().close(new WebSocketRoute.CloseOptions().setCode(4000));
        assertThat(annas.page()).hasURL(Pattern.compile(".*/dashboard"));
        assertThat(annas.page().getByText(ben.displayName()).first()).isVisible();
    }

    @Test
    void theListGoesOnWhereItEnds() {
        ben.signUp();
        for (int i = 0; i < 110; i++) {
            Person.carla().signUp();
        }
        // By name the last of all.
        Person zoe = Person.carla().calling("Zoë", "Zzyzx " + ben.username()).signUp();
        bens.signIn(ben);
        assertThat(bens.contact(zoe)).hasCount(0);
        // The last page hides what asks for more, so that it must be waited for only once.
        Locator more = bens.page().locator(".contacts-more");
        assertThat(more).isVisible();
        // Whoever holds the key End down is there again before the browser has drawn that the list grew.
        more.evaluate("""
                row => {
                  new MutationObserver(() => row.scrollIntoView()).observe(row.parentElement, {childList: true});
                  row.scrollIntoView();
                }""");
        assertThat(more).isHidden();
        assertThat(bens.contact(zoe)).isVisible();
        assertThat(bens.page().getByText(Texts.english("contacts.more"))).isHidden();
        bens.find(Person.carla().calling("ZOE", "zzyzx " + ben.username()));
        assertThat(bens.contact(zoe)).isVisible();
    }

    /** The tick of a message, by what it says. */
    private static Locator state(Window window, String text, String state) {
        return window.log()
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHas(window.page().getByText(text)))
                .getByLabel(state, new Locator.GetByLabelOptions().setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
