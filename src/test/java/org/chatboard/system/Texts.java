package org.chatboard.system;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/** What the pages say, so that a test does not break when a sentence gets better. */
public final class Texts {

    private static final Pattern PRODUCT = Pattern.compile(
            "payara|glassfish|grizzly|tyrus|weld|mojarra|soteria|eclipselink|jersey|hazelcast|flyway|postgres|\\bh2\\b"
                    + "|org\\.chatboard|jakarta\\.(?!faces\\.ViewState)|\\bjava\\.[a-z]+\\.[A-Z]|\\bat [\\w.$]+\\([\\w.]+:\\d+\\)"
                    + "|exception|x-powered-by|sqlstate",
            Pattern.CASE_INSENSITIVE);

    private Texts() {}

    /** A text as the pages show it in English. */
    public static String english(String key) {
        return text("messages.properties", key);
    }

    static String german(String key) {
        return text("messages_de.properties", key);
    }

    /** The part of an error text before what is filled in. */
    static String beginning(String key) {
        return english(key).replaceFirst("\\{.*", "").strip();
    }

    /** Text as it stands in HTML. */
    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Whether an answer tells an attacker what runs here: a product, a class, a stack trace. */
    static boolean givesAway(String answer) {
        return PRODUCT.matcher(answer).find();
    }

    private static String text(String bundle, String key) {
        try (StringReader content = new StringReader(
                Files.readString(Path.of("src/main/resources/i18n").resolve(bundle)))) {
            Properties texts = new Properties();
            texts.load(content);
            String text = texts.getProperty(key);
            if (text == null) {
                throw new AssertionError("no text " + key + " in " + bundle);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
