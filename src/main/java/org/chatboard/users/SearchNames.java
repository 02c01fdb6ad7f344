package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.chatboard.platform.threads.StartListener.Starting;

/**
 * Names as people look for them: "Zoë" is found by "zoe". {@code assets/js/people.js} folds in the same way. At the start
 * it gives their search name to people who have none, because they were stored by an older version or by hand.
 */
@ApplicationScoped
public class SearchNames {

    private static final System.Logger LOG = System.getLogger(SearchNames.class.getName());

    /** Some single characters become a dozen letters. */
    private static final int MOST_OF_NAMES = 260;

    private static final int AT_ONCE = 500;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Of a search; nobody has so many names. */
    private static final int MOST_WORDS = 5;

    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    /** Letters that Unicode does not take apart into a base and an accent. */
    private static final Map<Character, String> PLAIN =
            Map.of('ı', "i", 'ł', "l", 'ø', "o", 'đ', "d", 'ð', "d", 'þ', "th", 'ß', "ss", 'æ', "ae", 'œ', "oe");

    @Inject
    UserRepository users;

    void complete(@Observes Starting now) {
        int all = 0;
        for (int done = users.giveSearchNames(AT_ONCE); done > 0; done = users.giveSearchNames(AT_ONCE)) {
            all += done;
        }
        if (all > 0) {
            LOG.log(System.Logger.Level.INFO, "{0} people can be found by name from now on", all);
        }
    }

    /** What somebody typed to find a person, in words as they stand in search names; empty for everybody. */
    public static List<String> words(String typed) {
        return BLANKS.splitAsStream(fold(typed).strip())
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }

    /** Text without case and accents. */
    static String fold(String text) {
        String lower = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char letter = lower.charAt(i);
            String plain = PLAIN.get(letter);
            if (plain == null) {
                folded.append(letter);
            } else {
                folded.append(plain);
            }
        }
        return folded.toString();
    }

    /** What a person is sorted and found by; never longer than its column. */
    static String of(String firstName, String lastName, String username) {
        String names = fold(firstName + " " + lastName);
        int end = Math.min(names.length(), MOST_OF_NAMES);
        boolean splitsPair = end < names.length() && Character.isHighSurrogate(names.charAt(end - 1));
        return names.substring(0, splitsPair ? end - 1 : end) + " " + username;
    }
}
