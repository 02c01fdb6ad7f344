package org.chatboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the tests of the browser's side with node's own test runner. A machine without node skips them and says so. */
class JavaScriptTest {

    @Test
    @Timeout(120)
    void theBrowsersSidePassesItsTests() throws IOException, InterruptedException {
        List<Path> tests = Tree.files("src/test/js", ".test.js", ".test.mjs");
        Optional<Path> node = node();
        if (node.isEmpty()) {
            assertThat(Boolean.getBoolean("browser.required"))
                    .as("node is needed when a browser is required")
                    .isFalse();
            System.getLogger(JavaScriptTest.class.getName())
                    .log(System.Logger.Level.WARNING, "skipped: no node to run src/test/js");
        }
        assumeTrue(node.isPresent(), "skipped: no node to run src/test/js");
        assumeTrue(!tests.isEmpty(), "there are no tests in src/test/js");

        List<String> command = new ArrayList<>(List.of(node.orElseThrow().toString(), "--test"));
        tests.forEach(test -> command.add(test.toString()));
        Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(output).isZero();
    }

    private static Optional<Path> node() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "node"))
                .filter(file -> file.toFile().canExecute())
                .findFirst();
    }
}
