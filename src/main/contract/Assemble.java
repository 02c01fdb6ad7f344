import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes {@code openapi.yaml}, {@code asyncapi.yaml} and {@code scim.yaml} of one file for each noun, run by the build.
 * Mappings of the same name become one, lists are joined, and a value said twice in different words ends the build. It
 * works on lines, so that the documents keep the order and the words of their sources; what it understands is the block
 * style of YAML with mappings indented by two blanks and lists deeper than their key.
 */
class Assemble {

    private static final Pattern KEY = Pattern.compile("( *)([^\\s#-][^:]*|\"[^\"]*\"|'[^']*'):(?:\\s+(.*))?");

    /** The folders whose files make a document. */
    private static final Map<String, List<String>> DOCUMENTS = Map.of(
            "openapi", List.of("openapi", "schemas"),
            "asyncapi", List.of("asyncapi", "schemas"),
            "scim", List.of("scim"));

    /** One key: the rest of its line, the lines below as they are, or the keys below. */
    private static final class Node {

        String rest = "";
        final List<String> lines = new ArrayList<>();
        final Map<String, Node> keys = new LinkedHashMap<>();
    }

    public static void main(String[] words) throws IOException {
        Path sources = Path.of(words[0]);
        Path target = Files.createDirectories(Path.of(words[1]));
        for (String document : DOCUMENTS.keySet()) {
            Node root = new Node();
            for (String folder : DOCUMENTS.get(document)) {
                for (Path file : files(sources.resolve(folder))) {
                    try {
                        parse(Files.readAllLines(file), 0, root, document);
                    } catch (IllegalStateException unclear) {
                        throw new IllegalStateException(file + ": " + unclear.getMessage(), unclear);
                    }
                }
            }
            StringBuilder text = new StringBuilder();
            write(root, 0, text);
            Files.writeString(target.resolve(document + ".yaml"), text.toString().replace("@version@", words[2]));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static void parse(List<String> lines, int indent, Node into, String path) {
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher key = KEY.matcher(line);
            if (!key.matches() || key.group(1).length() != indent) {
                throw new IllegalStateException("not a key " + indent + " blanks deep: " + line);
            }
            int from = at;
            while (at < lines.size() && (lines.get(at).isBlank() || depth(lines.get(at)) > indent)) {
                at++;
            }
            String name = key.group(2);
            boolean isNew = !into.keys.containsKey(name);
            add(
                    into.keys.computeIfAbsent(name, given -> new Node()),
                    isNew,
                    key.group(3) == null ? "" : key.group(3).strip(),
                    lines.subList(from, at),
                    indent,
                    path + "." + name);
        }
    }

    private static void add(Node node, boolean isNew, String rest, List<String> below, int indent, String path) {
        List<String> block = below.stream().filter(line -> !line.isBlank() || !rest.isEmpty()).toList();
        boolean isMapping = rest.isEmpty() && !block.isEmpty() && !block.get(0).strip().startsWith("- ");
        boolean isOpen = isNew || (node.rest.isEmpty() && node.lines.isEmpty() && node.keys.isEmpty());
        boolean fits = rest.isEmpty() && node.rest.isEmpty() && isMapping == node.lines.isEmpty();
        if (!isOpen && !fits && !(rest.equals(node.rest) && block.equals(node.lines))) {
            throw new IllegalStateException(path + " is said twice");
        }
        if (!isOpen && !fits) {
            return;
        }
        node.rest = rest;
        if (isMapping) {
            parse(below, indent + 2, node, path);
        } else {
            node.lines.addAll(block);
        }
    }

    private static void write(Node node, int indent, StringBuilder text) {
        node.keys.forEach((name, child) -> {
            text.append(" ".repeat(indent)).append(name).append(':');
            text.append(child.rest.isEmpty() ? "" : " " + child.rest).append('\n');
            child.lines.forEach(line -> text.append(line).append('\n'));
            write(child, indent + 2, text);
        });
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }
}
