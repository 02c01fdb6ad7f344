package org.chatboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guides say is proven has a test of that name. */
class GuideTest {

    private static final Path SECURITY = Path.of("src/site/markdown/security.md");

    /** A class, a class with a method, or a further method of the class before. */
    private static final Pattern TEST = Pattern.compile("`(?:([A-Z]\\w+(?:Test|IT)))?(?:\\.(\\w+))?`");

    private static final int LEAST = 60;

    @Test
    void everyTestThatTheSecurityGuideNamesExists() {
        List<Path> tests = Tree.files("src/test/java", ".java");
        List<String> missing = new ArrayList<>();
        int named = 0;
        String type = "";
        Matcher test = TEST.matcher(Tree.text(SECURITY));
        while (test.find()) {
            String method = test.group(2);
            if (test.group(1) == null && method == null) {
                continue;
            }
            type = test.group(1) == null ? type : test.group(1);
            named++;
            if (!exists(tests, type, method == null ? "class " + type : "void " + method + "(")) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).as("tests that were found in %s", SECURITY).isGreaterThan(LEAST);
    }

    private static boolean exists(List<Path> tests, String type, String text) {
        return tests.stream()
                .filter(file -> file.endsWith(type + ".java"))
                .anyMatch(file -> Tree.text(file).contains(text));
    }
}
