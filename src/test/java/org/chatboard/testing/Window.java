package org.chatboard.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A person's browser window. What is in it is found as people find it: by labels, roles and text. */
public final class Window implements AutoCloseable {

    /** Longest wait for something to appear, in milliseconds; two busy cores run a server and two browsers. */
    static final double LIMIT = 30_000;

    private static final Set<Window> OPEN = new CopyOnWriteArraySet<>();

    private final ChatServer server = ChatServer.shared();
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> strangers = new CopyOnWriteArrayList<>();

    Window(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(LIMIT);
        context.onRequest(request -> {
            String address = request.url();
            if (!address.startsWith(server.origin() + "/")
                    && !address.startsWith(server.origin().replace("http", "ws") + "/")
                    && !address.startsWith("data:")
                    && !address.startsWith("blob:" + server.origin())) {
                strangers.add(address);
            }
        });
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        this.page = context.newPage();
        OPEN.add(this);
    }

    /** The page shown. */
    public Page page() {
        return page;
    }

    /** Opens an address of ChatBoard. */
    public Window go(String path) {
        page.navigate(server.url(path).toString());
        return this;
    }

    /** The field with this label. */
    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Presses the button with this name. */
    public void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Creates the account, by the labels of the page alone. */
    public Window register(Person person) {
        go("/register");
        field("Username").fill(person.username());
        field("E-mail").fill(person.email());
        field("First name").fill(person.firstName());
        field("Last name").fill(person.lastName());
        field("Password").fill(person.password());
        field("Repeat password").fill(person.password());
        press("Create account");
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
        return this;
    }

    /** Signs in, by the labels of the page alone. */
    public Window signIn(Person person) {
        if (!page.url().contains("/login")) {
            go("/login");
        }
        field("Username or e-mail").fill(person.username());
        field("Password").fill(person.password());
        press("Sign in");
        assertThat(page).not().hasURL(Pattern.compile(".*/login.*"));
        return this;
    }

    /** Somebody has signed in before: what {@link #signIn} shows is proven once, and costs two pages each time. */
    public Window isIn(Person person) {
        String secret = person.atAnotherDevice().signIn().cookie("CHATBOARD").orElseThrow();
        page.context()
                .addCookies(List.of(new Cookie("CHATBOARD", secret)
                        .setUrl(ChatServer.shared().url("").toString())
                        .setHttpOnly(true)));
        return this;
    }

    /** Opens the chat with a colleague. */
    public Window chatWith(Person person) {
        go("/chat/" + person.username());
        assertThat(message()).isVisible();
        return this;
    }

    /** Types the name of a colleague, who may be anywhere in a large company, into the box above the contacts. */
    public Window find(Person person) {
        field("Find a contact").fill(person.displayName());
        return this;
    }

    /** The entry of a colleague in the list of contacts. */
    public Locator contact(Person person) {
        return page.getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(person.displayName()));
    }

    /** Chooses a colleague from the list of contacts. */
    public void choose(Person person) {
        contact(person).click();
        page.waitForURL(Pattern.compile(".*/chat/.*"));
    }

    /** The box one writes into. */
    public Locator message() {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message").setExact(true));
    }

    /** Writes a message and sends it with Enter. */
    public void say(String text) {
        message().fill(text);
        message().press("Enter");
    }

    /** The messages of the chat that is open. */
    public Locator log() {
        return page.getByRole(AriaRole.LOG);
    }

    /** The messages with exactly this text in the chat that is open. */
    public Locator messages(String text) {
        return log().getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    /** What axe finds wrong with the page for people who see, hear or move differently. */
    public List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(violation -> violation.getId() + " at "
                                + violation.getNodes().stream()
                                        .map(node -> node.getHtml())
                                        .toList())
                        .toList();
    }

    /** Errors in the browser's console up to now, broken content security policy among them. */
    public List<String> complaints() {
        return complaints;
    }

    /** Addresses outside this ChatBoard that the page asked for. */
    public List<String> strangers() {
        return strangers;
    }

    /** What a script returns, run in the page. */
    public @Nullable Object evaluate(String script) {
        return page.evaluate(script);
    }

    /** Takes pictures of all windows, for whoever looks into a failed test. */
    static void photograph(String test) {
        int number = 0;
        for (Window window : OPEN) {
            for (Page page : window.context.pages()) {
                String name = test.replaceAll("\\W+", "-") + "-" + ++number + ".png";
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/it/screenshots", name)));
            }
        }
    }

    @Override
    public void close() {
        OPEN.remove(this);
        context.close();
    }
}
