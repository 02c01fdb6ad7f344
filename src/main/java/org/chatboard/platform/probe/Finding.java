package org.chatboard.platform.probe;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How it stands with a part of the installation.
 *
 * @param state whether it works
 * @param key of the text that says so in a sentence, and what to do
 * @param with what the text names
 * @param because what else has to be said, all of it as one more thing that the text names; may be empty
 */
public record Finding(State state, String key, List<String> with, List<Finding> because) {

    /** Longest that one thing may be which the text names; others write it, too. */
    private static final int LONGEST = 300;

    /** Whether something works. */
    public enum State {
        /** It does. */
        GOOD,
        /** It does not, and somebody should see to it. */
        BAD,
        /** Nobody has switched it on. */
        OFF;

        /** The word in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the lists. */
    public Finding {
        with = List.copyOf(with);
        because = List.copyOf(because);
    }

    /** It works. */
    public static Finding good(String key, String... with) {
        return new Finding(State.GOOD, key, List.of(with), List.of());
    }

    /** It does not. */
    public static Finding bad(String key, String... with) {
        return new Finding(State.BAD, key, List.of(with), List.of());
    }

    /** It does not, for reasons that are findings of their own. */
    public static Finding bad(String key, List<Finding> because) {
        return new Finding(State.BAD, key, List.of(), because);
    }

    /** It is not switched on. */
    public static Finding off(String key) {
        return new Finding(State.OFF, key, List.of(), List.of());
    }

    /** The sentence in a language. */
    public String text(Locale locale) {
        String pattern = ResourceBundle.getBundle("i18n.messages", locale).getString(key);
        String reasons = because.stream().map(reason -> reason.text(locale)).collect(Collectors.joining(" "));
        Object[] named = Stream.concat(
                        with.stream().map(one -> one.length() <= LONGEST ? one : one.substring(0, LONGEST) + "…"),
                        Stream.of(reasons))
                .toArray();
        return new MessageFormat(pattern, locale).format(named);
    }
}
