package org.chatboard.web.security;

import java.util.List;
import java.util.Optional;

/**
 * What a browser called itself, in words that people know. Browsers claim to be each other, so the order counts; whatever
 * is not known here stays as it was written.
 *
 * @param name of the browser
 * @param system what it runs on
 */
record Browser(String name, String system) {

    /** How a browser is recognised, and how people call it. */
    private record Mark(String text, String name) {}

    private static final List<Mark> BROWSERS = List.of(
            new Mark("Edg/", "Edge"),
            new Mark("EdgA/", "Edge"),
            new Mark("OPR/", "Opera"),
            new Mark("SamsungBrowser/", "Samsung Internet"),
            new Mark("Firefox/", "Firefox"),
            new Mark("FxiOS/", "Firefox"),
            new Mark("HeadlessChrome/", "Chrome"),
            new Mark("Chrome/", "Chrome"),
            new Mark("CriOS/", "Chrome"),
            new Mark("Safari/", "Safari"));

    private static final List<Mark> SYSTEMS = List.of(
            new Mark("iPhone", "iPhone"),
            new Mark("iPad", "iPad"),
            new Mark("Android", "Android"),
            new Mark("CrOS", "ChromeOS"),
            new Mark("Windows", "Windows"),
            new Mark("Mac OS X", "macOS"),
            new Mark("Linux", "Linux"));

    /** The browser behind a {@code User-Agent} header; nothing for programs that are no browsers. */
    static Optional<Browser> of(String userAgent) {
        return find(BROWSERS, userAgent)
                .flatMap(name -> find(SYSTEMS, userAgent).map(system -> new Browser(name, system)));
    }

    private static Optional<String> find(List<Mark> marks, String userAgent) {
        return marks.stream()
                .filter(mark -> userAgent.contains(mark.text()))
                .map(Mark::name)
                .findFirst();
    }
}
