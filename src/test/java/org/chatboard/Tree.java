package org.chatboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, for rules about files. */
final class Tree {

    private Tree() {}

    /** The files below {@code root} whose names end so; none when there is no such folder. */
    static List<Path> files(String root, String... endings) {
        if (!Files.isDirectory(Path.of(root))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Arrays.stream(endings)
                            .anyMatch(ending -> file.getFileName().toString().endsWith(ending)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages and page fragments. */
    static List<Path> pages() {
        return files("src/main/webapp", ".xhtml");
    }

    /** What browsers run. */
    static List<Path> scripts() {
        return files("src/main/webapp", ".js");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        return text(file).lines().toList();
    }
}
