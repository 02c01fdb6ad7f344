package org.chatboard.platform.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Invalid;

/**
 * Reads the JSON (RFC 8259) that comes from outside. The server's own parser must not do it: it loops for ever on
 * <code>{"z":[</code> as soon as something is skipped, and what binds its output to classes turns large numbers negative.
 * This reader takes one object, bounded in depth and in length, and refuses duplicate names, trailing text, null and all
 * numbers but whole ones of 64 bits. One pass, no exception but {@link Invalid}, nothing copied that need not be.
 */
public final class StrictJson {

    /** Most nested objects and lists; what ChatBoard is sent needs two. */
    private static final int MAX_DEPTH = 4;

    /** Most elements of a list and fields of an object. */
    private static final int MAX_SIZE = 1_000;

    /** Of a number, with its sign: no number of 64 bits is longer. */
    private static final int MAX_DIGITS = 20;

    private static final int END = -1;

    private final String text;
    private final int maxDepth;
    private final int maxSize;
    private final boolean skipsNull;
    private int at;

    private StrictJson(String text, int maxDepth, int maxSize, boolean skipsNull) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.maxSize = maxSize;
        this.skipsNull = skipsNull;
    }

    /**
     * Reads one JSON object of a format that others wrote: within its own bounds, and a null is as good as nothing at all.
     *
     * @param text the whole document; its length is bounded by the door it came through
     * @param maxDepth most nested objects and lists
     * @param maxSize most elements of a list and fields of an object
     * @return texts, longs, booleans, lists and maps of these
     * @throws Invalid {@code bad_json} when it is anything else than one well-formed object within the bounds
     */
    public static Map<String, Object> foreign(String text, int maxDepth, int maxSize) {
        return new StrictJson(text, maxDepth, maxSize, true).document();
    }

    /**
     * Reads one JSON object.
     *
     * @param text the whole document; its length is bounded by the door it came through
     * @throws Invalid {@code bad_json} when it is anything else than one well-formed object within the bounds
     */
    public static JsonFields object(String text) {
        return new JsonFields(new StrictJson(text, MAX_DEPTH, MAX_SIZE, false).document());
    }

    private Map<String, Object> document() {
        if (skipBlanks() != '{') {
            throw bad("The text must be one JSON object.");
        }
        Map<String, Object> fields = readObject(1);
        if (skipBlanks() != END) {
            throw bad("There is text behind the JSON object.");
        }
        return fields;
    }

    private Map<String, Object> readObject(int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        at++;
        if (skipBlanks() == '}') {
            at++;
            return fields;
        }
        while (true) {
            if (skipBlanks() != '"') {
                throw malformed();
            }
            String name = readText();
            expect(':');
            if (!isSkipped() && fields.put(name, readValue(depth)) != null) {
                throw bad("A field stands in the JSON object twice.");
            }
            checkSize(fields.size());
            if (endsWith('}')) {
                return fields;
            }
        }
    }

    private List<Object> readList(int depth) {
        List<Object> elements = new ArrayList<>();
        at++;
        if (skipBlanks() == ']') {
            at++;
            return elements;
        }
        while (true) {
            if (!isSkipped()) {
                elements.add(readValue(depth));
            }
            checkSize(elements.size());
            if (endsWith(']')) {
                return elements;
            }
        }
    }

    /** Passes over a null where it is as good as nothing. */
    private boolean isSkipped() {
        return skipsNull && skipBlanks() == 'n' && word("null", true);
    }

    private Object readValue(int depth) {
        int first = skipBlanks();
        return switch (first) {
            case '"' -> readText();
            case '{' -> readObject(deeper(depth));
            case '[' -> readList(deeper(depth));
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> throw bad("The JSON has a null where a value is needed; leave the field out instead.");
            default -> readNumber();
        };
    }

    /** Reads the text whose opening quote comes next. */
    private String readText() {
        int from = ++at;
        while (true) {
            int next = peek();
            if (next == '"') {
                return text.substring(from, at++);
            }
            if (next == '\\') {
                return readEscaped(from);
            }
            checkPlain(next);
            at++;
        }
    }

    /** Reads the rest of a text from its first escape on. */
    private String readEscaped(int from) {
        StringBuilder unescaped = new StringBuilder(at - from + 64).append(text, from, at);
        while (true) {
            int next = peek();
            at++;
            if (next == '"') {
                return unescaped.toString();
            }
            if (next == '\\') {
                unescaped.append(readEscape());
            } else {
                checkPlain(next);
                unescaped.append((char) next);
            }
        }
    }

    private char readEscape() {
        int kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/' -> (char) kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readCodeUnit();
            default -> throw malformed();
        };
    }

    private char readCodeUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int next = peek();
            int digit = next < 0x80 ? Character.digit(next, 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private Long readNumber() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        int firstDigit = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        int digits = at - firstDigit;
        if (digits == 0 || (digits > 1 && text.charAt(firstDigit) == '0')) {
            throw malformed();
        }
        int next = peek();
        if (next == '.' || next == 'e' || next == 'E' || at - from > MAX_DIGITS) {
            throw bad("A number in the JSON is not a whole one of 64 bits.");
        }
        try {
            return Long.valueOf(text.substring(from, at));
        } catch (NumberFormatException tooLarge) {
            throw bad("A number in the JSON is not a whole one of 64 bits.");
        }
    }

    private boolean word(String word, boolean value) {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        return value;
    }

    /** After a field or an element: true at the end of what it belongs to, false when another one follows. */
    private boolean endsWith(char close) {
        int next = skipBlanks();
        at++;
        if (next != close && next != ',') {
            throw malformed();
        }
        return next == close;
    }

    private void expect(char wanted) {
        if (skipBlanks() != wanted) {
            throw malformed();
        }
        at++;
    }

    private int skipBlanks() {
        int next = peek();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            at++;
            next = peek();
        }
        return next;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Refuses what must be escaped in a text, and its missing end. */
    private static void checkPlain(int next) {
        if (next < ' ') {
            throw malformed();
        }
    }

    private int deeper(int depth) {
        if (depth >= maxDepth) {
            throw bad("The JSON is nested too deeply.");
        }
        return depth + 1;
    }

    private void checkSize(int size) {
        if (size > maxSize) {
            throw bad("The JSON has too many elements.");
        }
    }

    private static Invalid malformed() {
        return bad("The text is not well-formed JSON.");
    }

    private static Invalid bad(String detail) {
        return new Invalid("bad_json", detail, List.of());
    }
}
