package org.chatboard.scim.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters and paths (RFC 7644 sections 3.4.2.2 and 3.5.2): of the operators {@code eq} and {@code and}, which is what
 * directories ask with. In one pass, and never deeper than one pair of brackets, so that no text can make it work hard.
 */
public final class QueryReader {

    /** Of a filter or a path. */
    private static final int MOST_CHARS = 2_000;

    private static final int MOST_COMPARISONS = 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z$][A-Za-z0-9_$-]*(\\.[A-Za-z$][A-Za-z0-9_$-]*)?");

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private static final Pattern SCHEMA = Pattern.compile("(?i)urn:ietf:params:scim:schemas:core:2\\.0:(user|group):");

    private final String text;
    private final String code;
    private int at;

    private QueryReader(String text, String code) {
        this.text = text;
        this.code = code;
        if (text.length() > MOST_CHARS) {
            throw refusal("This is longer than " + MOST_CHARS + " characters.");
        }
    }

    /**
     * Reads a filter.
     *
     * @return all of it holds at once; {@code emails[type eq "work"]} becomes {@code emails.type}
     * @throws Invalid {@code invalidFilter} when it is malformed or asks for more than equality
     */
    public static List<Comparison> filter(String text) {
        QueryReader reader = new QueryReader(text, "invalidFilter");
        List<Comparison> all = reader.comparisons("", true);
        reader.requireEnd();
        return all;
    }

    /**
     * Reads the path of an operation.
     *
     * @throws Invalid {@code invalidPath} when it is malformed
     */
    public static AttributePath path(String text) {
        QueryReader reader = new QueryReader(text.strip(), "invalidPath");
        String name = reader.name();
        if (!reader.isAt('[')) {
            reader.requireEnd();
            int dot = name.startsWith("urn:") ? -1 : name.indexOf('.');
            return dot < 0
                    ? new AttributePath(name, null, null)
                    : new AttributePath(name.substring(0, dot), null, name.substring(dot + 1));
        }
        reader.at++;
        List<Comparison> filter = reader.comparisons("", false);
        reader.expect(']');
        String sub = null;
        if (reader.isAt('.')) {
            reader.at++;
            sub = reader.name();
        }
        reader.requireEnd();
        return new AttributePath(name, filter, sub);
    }

    private List<Comparison> comparisons(String prefix, boolean mayNest) {
        List<Comparison> all = new ArrayList<>();
        do {
            skipBlanks();
            String name = name();
            if (mayNest && isAt('[')) {
                at++;
                all.addAll(comparisons(name + ".", false));
                expect(']');
                if (isAt('.')) {
                    at++;
                    all.add(comparison(name + "." + name()));
                }
            } else {
                all.add(comparison(prefix + name));
            }
            if (all.size() > MOST_COMPARISONS) {
                throw refusal("There are more than " + MOST_COMPARISONS + " comparisons.");
            }
            skipBlanks();
        } while (takesWord("and"));
        return all;
    }

    private Comparison comparison(String attribute) {
        if (!takesWord("eq")) {
            throw refusal("Only the operators eq and and are understood here.");
        }
        return new Comparison(attribute, value());
    }

    private Object value() {
        skipBlanks();
        if (isAt('"')) {
            return quoted();
        }
        String word = word();
        if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            return Boolean.valueOf(word);
        }
        if (NUMBER.matcher(word).matches()) {
            return Long.valueOf(word);
        }
        throw refusal("A value is a text in double quotes, true, false or a whole number.");
    }

    /** A text as in JSON. */
    private String quoted() {
        int from = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw refusal("A double quote is missing.");
        }
        at++;
        try {
            Object read = StrictJson.foreign("{\"v\":" + text.substring(from, at) + "}", 1, 1)
                    .get("v");
            return (String) Objects.requireNonNull(read);
        } catch (Invalid malformed) {
            throw refusal("A text is not written as in JSON.");
        }
    }

    /** An attribute in lower case, without the schema if that is of the core. */
    private String name() {
        String word = word();
        String plain = SCHEMA.matcher(word).replaceFirst("");
        boolean isForeign = plain.regionMatches(true, 0, "urn:", 0, 4);
        if (!isForeign && !NAME.matcher(plain).matches()) {
            throw refusal("The name of an attribute is missing.");
        }
        return plain.toLowerCase(Locale.ROOT);
    }

    /** Up to the next blank, quote or bracket. */
    private String word() {
        int from = at;
        while (at < text.length() && " \t\r\n\"[]()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private boolean takesWord(String wanted) {
        skipBlanks();
        int before = at;
        if (word().equalsIgnoreCase(wanted)) {
            return true;
        }
        at = before;
        return false;
    }

    private boolean isAt(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void expect(char wanted) {
        skipBlanks();
        if (!isAt(wanted)) {
            throw refusal("Here a " + wanted + " is missing.");
        }
        at++;
    }

    private void requireEnd() {
        skipBlanks();
        if (at < text.length()) {
            throw refusal("The end is not understood; only the operators eq and and are known here.");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Invalid refusal(String detail) {
        return new Invalid(code, detail, List.of());
    }

    /** For checks elsewhere: whether two values are the same, texts in any case. */
    static boolean isSame(@Nullable Object one, Object other) {
        if (one instanceof String text && other instanceof String asked) {
            return text.equalsIgnoreCase(asked);
        }
        return other.equals(one);
    }
}
