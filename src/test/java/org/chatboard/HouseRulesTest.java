package org.chatboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules about files, which no compiler keeps. */
class HouseRulesTest {

    private static final int MOST_LINES = 300;
    private static final int MOST_TYPES = 15;
    private static final int MOST_README_LINES = 80;

    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\bsrc=)|<style\\b|\\sstyle=\""
            + "|\\son(abort|blur|cancel|change|click|close|contextmenu|copy|cut|dblclick|drag\\w*|drop|error|focus\\w*|input"
            + "|invalid|key\\w+|load\\w*|mouse\\w+|paste|pointer\\w+|reset|resize|scroll|select|submit|toggle|touch\\w+|unload"
            + "|wheel)=\"|javascript:");
    private static final Pattern MARKUP_FROM_TEXT = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML"
            + "|document\\.write|DOMParser|createContextualFragment|setHTMLUnsafe|\\beval\\(|new Function\\(");
    private static final Pattern MESSAGES = Pattern.compile(
            "postMessage|(?:new Worker\\(new URL\\('[^']*', import\\.meta\\.url\\)\\)|\\b\\w+)?\\.?\\bonmessage"
                    + "|addEventListener\\(\\s*['\"]message");
    private static final Pattern WAITING = Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|waitForTimeout");
    /** Errors are not counted: each is a name and a constructor, and naming them is better than sharing them. */
    private static final Pattern AN_ERROR = Pattern.compile("class \\w+ extends (ChatBoard|Runtime)Exception");

    private static final Pattern MIGRATION = Pattern.compile("V(\\d{3})__[a-z0-9_]+\\.sql");
    private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^)\\s]+)[^)]*\\)|\\bsrc=\"([^\"]+)\"");

    @Test
    void everyFileFitsInTheHead() {
        assertThat(Stream.concat(
                                Tree.files("src/main", ".java", ".js", ".css", ".xhtml", ".sql").stream(),
                                Tree.files("src/test", ".java", ".js").stream())
                        .filter(file -> Tree.lines(file).size() > MOST_LINES))
                .as("files longer than %s lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void everyPackageFitsInTheHead() {
        for (String root : List.of("src/main/java", "src/test/java")) {
            Map<Path, Long> types = Tree.files(root, ".java").stream()
                    .filter(file -> !file.endsWith("package-info.java"))
                    .filter(file -> !AN_ERROR.matcher(Tree.text(file)).find())
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
            types.values().removeIf(count -> count <= MOST_TYPES);
            assertThat(types).as("packages with more than %s types", MOST_TYPES).isEmpty();
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertThat(Stream.of("src/main/java", "src/test/java")
                        .flatMap(root -> Tree.files(root, ".java").stream()
                                .map(Path::getParent)
                                .distinct()
                                .map(folder -> Path.of(root).relativize(folder)))
                        .filter(folder -> Stream.of("src/main/java", "src/test/java")
                                .map(root -> Path.of(root).resolve(folder).resolve("package-info.java"))
                                .noneMatch(Files::exists)))
                .as("packages without package-info.java")
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(Stream.of("src/main/java", "src/test/java")
                        .flatMap(root -> Tree.files(root, "package-info.java").stream())
                        .filter(file -> !Tree.text(file).contains("@NullMarked")))
                .isEmpty();
    }

    @Test
    void pagesHaveNoInlineScriptOrStyle() {
        assertThat(matches(Tree.pages(), INLINE)).isEmpty();
    }

    @Test
    void scriptsNeverMakeMarkupFromText() {
        assertThat(matches(Tree.scripts(), MARKUP_FROM_TEXT)).isEmpty();
    }

    /** What other windows say is heard nowhere (ASVS 5.0, 3.5.5): two scripts of ours talk, and the one live connection. */
    @Test
    void pagesHearNoOtherWindow() {
        assertThat(matches(Tree.scripts(), MESSAGES))
                .containsExactlyInAnyOrder(
                        "src/main/webapp/assets/js/ticker.js: postMessage",
                        "src/main/webapp/assets/js/main.js: new Worker(new URL('./ticker.js', import.meta.url)).onmessage",
                        "src/main/webapp/assets/js/socket.js: socket.onmessage");
    }

    @Test
    void testsWaitForSomethingNotForTime() {
        List<Path> tests = Tree.files("src/test/java", ".java").stream()
                .filter(file -> !file.endsWith("HouseRulesTest.java"))
                .toList();
        assertThat(matches(tests, WAITING)).isEmpty();
    }

    @Test
    void migrationsAreNumberedWithoutHoles() {
        List<Path> migrations = Tree.files("src/main/resources/db/migration", "");
        assertThat(migrations).isNotEmpty();
        assertThat(migrations)
                .extracting(file -> file.getFileName().toString())
                .allMatch(name -> MIGRATION.matcher(name).matches());
        List<Integer> numbers = migrations.stream()
                .map(file -> Integer.valueOf(file.getFileName().toString().substring(1, 4)))
                .toList();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, migrations.size()).boxed().toList());
    }

    @Test
    void everyLinkOfTheGuidesLeadsSomewhere() {
        List<Path> guides = new ArrayList<>(Tree.files("src/site", ".md"));
        if (Files.exists(Path.of("README.md"))) {
            guides.add(Path.of("README.md"));
        }
        List<String> dead = new ArrayList<>();
        for (Path guide : guides) {
            Matcher link = LINK.matcher(Tree.text(guide));
            while (link.find()) {
                String target = (link.group(1) != null ? link.group(1) : link.group(2)).replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.matches("[a-z]+:.*") && !leadsSomewhere(guide, target)) {
                    dead.add(guide + " -> " + target);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void theReadmeIsShort() {
        Path readme = Path.of("README.md");
        assertThat(Files.exists(readme) ? Tree.lines(readme) : List.of()).hasSizeLessThanOrEqualTo(MOST_README_LINES);
    }

    /** Guides are rendered to HTML beside each other, and what is in {@code src/site/resources} lands beside them too. */
    private static boolean leadsSomewhere(Path guide, String target) {
        Path beside = guide.toAbsolutePath().resolveSibling(target).normalize();
        Path source = Path.of(beside.toString().replaceFirst("\\.html$", ".md"));
        Path resource = Path.of("src/site/resources").resolve(target).normalize();
        return Files.exists(beside) || Files.exists(source) || Files.exists(resource);
    }

    private static List<String> matches(List<Path> files, Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            Matcher matcher = pattern.matcher(Tree.text(file));
            while (matcher.find()) {
                found.add(file + ": " + matcher.group().strip());
            }
        }
        return found;
    }
}
