package org.chatboard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Setting}s. What an administrator changes in the console holds within about a minute, without a redeploy:
 * the server keeps values for a while, and so does this, for a second, as every message asks for a few.
 */
@ApplicationScoped
public class Settings {

    /** What settings have to be like that make sense together only; whoever reads them has one. */
    public interface Rule {

        /** A sentence, with the key, for each setting that cannot be used beside the others. */
        List<String> problems(Settings settings);
    }

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Map<Setting, Known> known = new ConcurrentHashMap<>();

    /** A value and when it was read, on the clock of {@link System#nanoTime()}. */
    private record Known(String text, long readAt) {

        boolean isFresh() {
            return System.nanoTime() - readAt < KEPT.toNanos();
        }
    }

    /** What the administrator set, else the default. */
    public String text(Setting setting) {
        Known before = known.get(setting);
        if (before != null && before.isFresh()) {
            return before.text();
        }
        String text = read(setting);
        known.put(setting, new Known(text, System.nanoTime()));
        return text;
    }

    private static String read(Setting setting) {
        return read(setting, setting.key());
    }

    private static String read(Setting setting, String key) {
        return ConfigProvider.getConfig()
                .getOptionalValue(key, String.class)
                .map(String::strip)
                .orElse(setting.defaultValue());
    }

    /**
     * The same setting for one of several things of a kind.
     *
     * @param key its key with the name of the thing in it
     * @throws IllegalStateException when the value cannot be used; the message names the key
     */
    public String text(Setting setting, String key) {
        String text = read(setting, key);
        String problem = setting.problem(text);
        if (problem != null) {
            throw new IllegalStateException(problem.replace(setting.key(), key));
        }
        return text;
    }

    /** A {@code true} or {@code false}. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(usable(setting));
    }

    /** One of the words of the setting. */
    public String word(Setting setting) {
        return usable(setting);
    }

    /** A whole number within the range of the setting. */
    public int number(Setting setting) {
        return Integer.parseInt(usable(setting));
    }

    /** A duration (ISO 8601, for example {@code PT25S}). */
    public Duration duration(Setting setting) {
        return Duration.parse(usable(setting));
    }

    /** What stops this installation from starting: a sentence for each setting that cannot be used. */
    public List<String> problems() {
        return Stream.concat(
                        Arrays.stream(Setting.values()).map(setting -> setting.problem(text(setting))),
                        Stream.of(Setting.MAIL_FROM, Setting.BASE_URL).map(this::missingForMail))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable String missingForMail(Setting setting) {
        return text(Setting.MAIL_HOST).isEmpty() || !text(setting).isEmpty()
                ? null
                : Setting.MAIL_HOST.key() + " is set, but letters also need " + setting.key() + ".";
    }

    /** A value that was spoilt while ChatBoard runs falls back to its default; at the start it is refused instead. */
    private String usable(Setting setting) {
        String text = text(setting);
        return setting.problem(text) == null ? text : setting.defaultValue();
    }
}
