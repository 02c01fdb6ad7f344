package org.chatboard.users.profile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.chatboard.testing.Browsers;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Json;
import org.chatboard.testing.NeedsBrowser;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;
import org.chatboard.tokens.Program;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pictures of people, wherever they stand: Ben has one, Carla has none. */
@NeedsBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumFacesIT {

    private static final Pattern WITH_VERSION = Pattern.compile(".*/api/v1/users/.+/avatar\\?v=.+");

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.carla();
    private Browsers chromium;
    private String group = "";

    @BeforeAll
    void benHasAPictureAndTheyTalk() throws IOException {
        chromium = Browsers.start();
        List.of(anna, ben, carla).forEach(Person::joins);
        portray(ben, Color.ORANGE);
        group = Json.object(anna.postJson(
                                "/api/v1/rooms",
                                "{\"kind\":\"CLOSED\",\"name\":\"Lunch\",\"members\":[\"" + ben.username() + "\",\""
                                        + carla.username() + "\"]}")
                        .body())
                .getString("id");
        try (ChatSocket bens = ChatSocket.greeted(ben);
                ChatSocket carlas = ChatSocket.greeted(carla)) {
            bens.say(anna, "Hi Anna");
            carlas.say(anna, "Good morning");
        }
        for (String text : List.of("Pizza?", "At noon")) {
            post(ben, text);
        }
        post(carla, "Fine");
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @Test
    void aPictureStandsInTheListAndInTheHeadWithTheWordsBesideIt() throws IOException {
        try (Window window = chromium.window();
                ChatSocket bens = ChatSocket.greeted(ben)) {
            choose(ben, "In a meeting");
            window.isIn(anna).chatWith(ben);
            Locator head = window.page().locator(".chat-head");
            expectPicture(window.contact(ben).locator("img"));
            expectPicture(head.locator("img"));
            assertThat(window.contact(carla).locator("img")).hasCount(0);
            assertThat(window.contact(carla).locator(".avatar")).hasText("C" + lastLetter(carla));
            assertThat(head.locator(".status-text")).hasText("In a meeting");
            choose(ben, "Back at three");
            assertThat(head.locator(".status-text")).hasText("Back at three");
            choose(ben, "");
            assertThat(head.locator(".status-text")).hasText("");
            String before = window.contact(ben).locator("img").getAttribute("src");
            portray(ben, Color.CYAN);
            assertThat(head.locator("img")).not().hasAttribute("src", before);
            expectPicture(head.locator("img"));
            assertThat(window.contact(ben).locator("img")).not().hasAttribute("src", before);
            assertThat(window.barriers()).isEmpty();
            assertThat(window.complaints()).isEmpty();
            assertThat(bens.isUsable()).isTrue();
        }
    }

    @Test
    void inAGroupThePictureStandsWhereSomebodyBeginsToSpeak() {
        try (Window window = chromium.window()) {
            window.isIn(anna).go("/rooms/" + group);
            Locator faces = window.log().locator(".message-face .avatar").locator("visible=true");
            assertThat(faces).hasCount(2);
            expectPicture(faces.first().locator("img"));
            assertThat(faces.last().locator("img")).hasCount(0);
            assertThat(faces.last()).hasText("C" + lastLetter(carla));
            // The page's scripts do the same.
            post(carla, "Really?");
            assertThat(window.messages("Really?")).isVisible();
            post(ben, "Really!");
            assertThat(window.messages("Really!")).isVisible();
            assertThat(faces).hasCount(3);
            expectPicture(faces.last().locator("img"));
            assertThat(window.barriers()).isEmpty();
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void anotherNameOrPictureIsSeenByThoseWhoLook() throws IOException {
        Person vera = Person.carla().joins();
        vera.postJson("/api/v1/users/" + anna.username() + "/messages", Program.message("I am new here"));
        anna.sendJson("PUT", "/api/v1/rooms/" + group + "/members/" + vera.username(), "{\"role\":\"MEMBER\"}");
        post(vera, "Here I am");
        try (Window window = chromium.window();
                Window ofVera = chromium.window()) {
            window.isIn(anna).chatWith(vera);
            Locator name = window.page().locator("#peer-name");
            assertThat(name).hasText(vera.displayName());
            ofVera.isIn(vera).go("/dashboard");
            Locator me = ofVera.page().locator(".side-me .avatar");
            assertThat(me).hasText("C" + lastLetter(vera));
            // She is connected, and hears what is told.
            Locator row = window.page().locator(".contact[data-username='" + vera.username() + "']");
            assertThat(row).hasAttribute("data-presence", "online");
            vera.sendJson("PATCH", "/api/v1/users/me", "{\"firstName\":\"Vera\",\"lastName\":\"Zoll\"}");
            assertThat(name).hasText("Vera Zoll");
            assertThat(row.locator(".contact-name")).hasText("Vera Zoll");
            assertThat(row.locator(".avatar")).hasText("VZ");
            assertThat(me).hasText("VZ");
            window.go("/rooms/" + group);
            Locator said = window.log().locator(".message").filter(new Locator.FilterOptions().setHasText("Here I am"));
            assertThat(said.locator(".sender")).hasText("Vera Zoll");
            portray(vera, Color.MAGENTA);
            expectPicture(said.locator(".message-face img"));
            vera.sendJson("PATCH", "/api/v1/users/me", "{\"lastName\":\"Weber\"}");
            assertThat(said.locator(".sender")).hasText("Vera Weber");
            assertThat(window.barriers()).isEmpty();
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void itFitsEveryScreenByDayAndByNight() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            int width = scheme == ColorScheme.DARK ? 1440 : 390;
            try (Window window =
                    chromium.window(options -> options.setColorScheme(scheme).setViewportSize(width, 800))) {
                window.isIn(anna).go("/dashboard");
                for (String page : List.of("/chat/" + ben.username(), "/rooms/" + group, "/dashboard")) {
                    window.go(page);
                    assertThat(window.page()
                                    .locator("img.avatar-image")
                                    .locator("visible=true")
                                    .first())
                            .isVisible();
                    String name = "faces" + page.replaceAll("/([a-z]+).*", "-$1") + "-" + width + "-" + scheme;
                    window.page()
                            .screenshot(new Page.ScreenshotOptions()
                                    .setPath(Path.of("target/it/screenshots", name + ".png")));
                    assertThat(
                                    window.evaluate(
                                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                            .as(name)
                            .isEqualTo(0);
                }
            }
        }
    }

    /** It is there, it has come, and its address changes with it. */
    private static void expectPicture(Locator image) {
        assertThat(image).isVisible();
        assertThat(image).hasAttribute("src", WITH_VERSION);
        assertThat(image).hasAttribute("loading", "lazy");
        assertThat(image).hasJSProperty("complete", true);
        assertThat(image).hasJSProperty("naturalWidth", 256);
    }

    private static String lastLetter(Person person) {
        String[] words = person.lastName().split(" ", -1);
        return words[words.length - 1].substring(0, 1).toUpperCase(Locale.ROOT);
    }

    private void post(Person who, String text) {
        who.postJson(
                "/api/v1/rooms/" + group + "/messages",
                "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":" + Json.quoted(text) + "}");
    }

    private static void choose(Person who, String text) {
        who.sendJson("PUT", "/api/v1/users/me/status", "{\"status\":\"online\",\"text\":" + Json.quoted(text) + "}");
    }

    private static void portray(Person who, Color color) throws IOException {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setPaint(new GradientPaint(0, 0, color, 256, 256, Color.BLUE));
        brush.fillRect(0, 0, 256, 256);
        brush.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        who.send(HttpRequest.newBuilder(ChatServer.shared().url("/api/v1/users/me/avatar"))
                .header("Content-Type", "image/png")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(file.toByteArray())));
    }
}
