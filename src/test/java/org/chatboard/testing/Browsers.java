package org.chatboard.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The machine's own Chromium, driven by Playwright. Each window is a browser profile of its own. */
public final class Browsers implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * The Chromium of this machine: {@code -Dchrome} and nothing else when it is given, else {@code $CHROME_BIN} or where
     * distributions put it.
     */
    public static Optional<Path> executable() {
        String given = System.getProperty("chrome");
        if (given != null) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        return Stream.of(
                        System.getenv("CHROME_BIN"),
                        // The same without windows; it takes a quarter of the processor's time.
                        "/usr/bin/chromium-headless-shell",
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/usr/bin/google-chrome-stable")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a Chromium without a screen. */
    public static Browsers start() {
        Map<String, String> environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        Path node = Path.of("/usr/bin/node");
        if (Files.isExecutable(node)) {
            // Spares unpacking the node that Playwright brings along.
            environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(Window.LIMIT);
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable().orElseThrow())
                        .setArgs(QUIET));
        return new Browsers(playwright, browser);
    }

    /** A window as most people have it: English, light, 1280 pixels wide. */
    public Window window() {
        return window(options -> {});
    }

    /** A window of another size, language or colour scheme. */
    public Window window(Consumer<Browser.NewContextOptions> change) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setViewportSize(1280, 800);
        change.accept(options);
        return new Window(browser.newContext(options));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
