package org.chatboard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups and channels in the browser. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumRoomsIT {

    private Browsers chromium;
    private Person anna = Person.anna();
    private Person ben = Person.ben();
    private Person carla = Person.carla();

    @BeforeAll
    void start() {
        chromium = Browsers.start();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @BeforeEach
    void threePeople() {
        anna = Person.anna().joins();
        ben = Person.ben().joins();
        carla = Person.carla().joins();
    }

    @Test
    void aGroupComesIntoTheListAndPeopleTalkThere() {
        try (Window annas = chromium.window();
                Window bens = chromium.window()) {
            annas.isIn(anna).go("/dashboard");
            bens.isIn(ben).go("/dashboard");
            String name = "Kitchen " + UUID.randomUUID();
            String room = make("CLOSED", name, ben, carla);
            assertThat(row(bens, name)).containsText("Closed group");
            row(annas, name).click();
            entered(annas);
            assertThat(annas.page().getByRole(AriaRole.MAIN)).containsText("3 members");
            annas.say("Who has eaten my cake?");
            assertThat(annas.messages("Who has eaten my cake?")).isVisible();
            assertThat(row(bens, name)).containsText("Anna: Who has eaten my cake?");
            assertThat(row(bens, name)).containsText("1 unread");

            row(bens, name).click();
            entered(bens);
            assertThat(bens.messages("Who has eaten my cake?")).isVisible();
            assertThat(bens.log().getByText(anna.displayName())).isVisible();
            assertThat(row(bens, name)).not().containsText("1 unread");
            bens.message().pressSequentially("M");
            assertThat(annas.page().getByRole(AriaRole.MAIN)).containsText("Ben is typing");
            bens.say("Me. It was good");
            assertThat(annas.messages("Me. It was good")).isVisible();
            assertThat(annas.log().getByText(ben.displayName())).isVisible();
            assertThat(annas.page().getByRole(AriaRole.MAIN)).not().containsText("Ben is typing");

            anna.sendJson(
                    "PATCH", "/api/v1/rooms/" + room, "{\"name\":\"Cake " + name + "\",\"topic\":\"All about food\"}");
            assertThat(bens.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Cake " + name)))
                    .isVisible();
            assertThat(bens.page().getByRole(AriaRole.MAIN)).containsText("All about food");
            for (Window window : List.of(annas, bens)) {
                window.page().reload();
                assertThat(window.messages("Who has eaten my cake?")).hasCount(1);
                assertThat(window.messages("Me. It was good")).hasCount(1);
                assertThat(window.page().getByRole(AriaRole.MAIN)).containsText("All about food");
                assertThat(window.complaints()).isEmpty();
                assertThat(window.strangers()).isEmpty();
            }
        }
    }

    @Test
    void whoIsSentAwaySeesTheRoomCloseAndWhoComesBackSeesAll() {
        try (Window bens = chromium.window();
                ChatSocket annas = ChatSocket.greeted(anna)) {
            String name = "Closing " + UUID.randomUUID();
            String room = make("OPEN", name, ben);
            bens.isIn(ben).go("/rooms/" + room);
            say(annas, room, "one");
            assertThat(bens.messages("one")).isVisible();
            anna.sendJson("DELETE", "/api/v1/rooms/" + room + "/members/" + ben.username(), "");
            assertThat(bens.page().getByText("You are not a member of this room any more."))
                    .isVisible();
            assertThat(row(bens, name)).hasCount(0);
            assertThat(bens.message()).isHidden();
            say(annas, room, "two");
            ben.sendJson("PUT", "/api/v1/rooms/" + room + "/membership", "");
            assertThat(bens.messages("two")).isVisible();
            assertThat(bens.messages("one")).hasCount(1);
            assertThat(bens.message()).isVisible();
            anna.sendJson("PATCH", "/api/v1/rooms/" + room, "{\"archived\":true}");
            assertThat(bens.page().getByText("This room is archived")).isVisible();
            assertThat(bens.message()).isHidden();
            bens.page().reload();
            assertThat(bens.page().getByText("This room is archived")).isVisible();
            assertThat(bens.messages("two")).isVisible();
            assertThat(bens.message()).isHidden();
            assertThat(bens.complaints()).isEmpty();
        }
    }

    @Test
    void aChannelIsMadeAndFoundAndJoinedInThePage() {
        String name = "Lunch " + UUID.randomUUID();
        try (Window annas = chromium.window();
                Window carlas = chromium.window()) {
            annas.isIn(anna).go("/dashboard").press("New group or channel");
            Locator dialog = annas.page().getByRole(AriaRole.DIALOG);
            dialog.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName("Open channel"))
                    .check();
            annas.field("Name").fill(name);
            annas.field("Topic").fill("Who goes where");
            annas.field("Add people").fill(ben.displayName());
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ben.displayName()))
                    .click();
            assertThat(dialog.getByLabel("Remove " + ben.displayName())).isVisible();
            assertThat(annas.barriers()).isEmpty();
            annas.page()
                    .screenshot(
                            new Page.ScreenshotOptions().setPath(Path.of("target/it/screenshots", "rooms-new.png")));
            annas.press("Create");
            entered(annas);
            assertThat(annas.page().getByRole(AriaRole.MAIN)).containsText("2 members");

            carlas.isIn(carla).go("/dashboard").press("New group or channel");
            carlas.page()
                    .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Open channel"))
                    .check();
            carlas.field("Name").fill(name.toUpperCase(Locale.ROOT));
            carlas.press("Create");
            assertThat(carlas.page().getByText("There is an open channel of this name already"))
                    .isVisible();
            carlas.press("Cancel");
            carlas.press("Open channels");
            carlas.field("Find a channel").fill(name);
            assertThat(carlas.page().getByRole(AriaRole.DIALOG)).containsText("2 members · Who goes where");
            assertThat(carlas.barriers()).isEmpty();
            carlas.page()
                    .screenshot(
                            new Page.ScreenshotOptions().setPath(Path.of("target/it/screenshots", "rooms-browse.png")));
            carlas.press("Join " + name);
            entered(carlas);
            carlas.say("I am in");
            assertThat(annas.messages("I am in")).isVisible();
            assertThat(annas.page().getByRole(AriaRole.MAIN)).containsText("3 members");
            assertThat(annas.complaints()).isEmpty();
        }
    }

    @Test
    void aRoomOfOthersIsNotThere() {
        String closed = make("CLOSED", "Secret " + UUID.randomUUID(), ben);
        for (String path : List.of("/rooms/" + closed, "/rooms/" + UUID.randomUUID(), "/rooms/nonsense")) {
            assertThat(carla.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(ben.get("/rooms/" + closed).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 390, 844"})
    void aGroupLooksGoodForEveryEyeOnEveryScreen(ColorScheme scheme, int width, int height) {
        String name = "Product & Design <b>team</b>";
        String room = make("CLOSED", name, ben, carla);
        make("OPEN", "Announcements " + UUID.randomUUID(), ben);
        anna.sendJson("PATCH", "/api/v1/rooms/" + room, "{\"topic\":\"What we ship next, and why it takes so long\"}");
        try (Window window = chromium.window(
                        options -> options.setColorScheme(scheme).setViewportSize(width, height));
                ChatSocket annas = ChatSocket.greeted(anna);
                ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            say(bens, room, "Good morning, everybody!");
            say(bens, room, "The build is green again.");
            say(
                    carlas,
                    room,
                    "Great – then let us ship it today. I have the release notes nearly done, two lines are missing.");
            say(annas, room, "I take those.");
            window.isIn(anna).go("/rooms/" + room);
            assertThat(window.messages("I take those.")).isVisible();
            assertThat(window.log().getByText(carla.displayName())).isVisible();
            assertThat(window.barriers()).isEmpty();
            assertThat(window.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0);
            window.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target/it/screenshots", "rooms-" + scheme + "-" + width + ".png")));
            assertThat(window.complaints()).isEmpty();
        }
    }

    /** Waits until the page of a room is loaded. */
    private static void entered(Window window) {
        window.page().waitForURL(Pattern.compile(".*/rooms/.*"));
        assertThat(window.message()).isVisible();
    }

    private static Locator row(Window window, String name) {
        return window.page()
                .getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private String make(String kind, String name, Person... members) {
        String list = String.join(
                ",",
                List.of(members).stream()
                        .map(person -> Json.quoted(person.username()))
                        .toList());
        String body = "{\"kind\":\"" + kind + "\",\"name\":" + Json.quoted(name) + ",\"members\":[" + list + "]}";
        return Json.object(anna.postJson("/api/v1/rooms", body).body()).getString("id");
    }

    private static void say(ChatSocket socket, String room, String text) {
        UUID clientId = UUID.randomUUID();
        socket.send(Json.postIn(room, clientId, text));
        socket.acknowledged(clientId);
    }
}
