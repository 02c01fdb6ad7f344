package org.chatboard.platform;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads the JSON (RFC 8259) that comes from outside. JSON-B must not do it: on this server it loops for ever on
 * <code>{"z":[</code> and turns large numbers negative. This reader takes one object, bounded in depth and in length,
 * and refuses duplicate names, trailing text, fractions, numbers beyond 64 bits and null.
 */
public final class StrictJson {

    /** Most nested objects and lists; what ChatBoard is sent needs two. */
    private static final int MAX_DEPTH = 4;

    /** Most elements of a list and fields of an object. */
    private static final int MAX_SIZE = 1_000;

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private StrictJson() {}

    /**
     * Reads one JSON object.
     *
     * @param text the whole document; its length is bounded by the door it came through
     * @throws Invalid {@code bad_json} when it is anything else than one well-formed object within the bounds
     */
    public static JsonFields object(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw bad("The text must be one JSON object.");
            }
            Map<String, Object> values = readObject(parser, 1);
            if (parser.hasNext()) {
                throw bad("There is text behind the JSON object.");
            }
            return new JsonFields(values);
        } catch (JsonException | NoSuchElementException | IllegalStateException | ArithmeticException malformed) {
            throw bad("The text is not well-formed JSON.");
        }
    }

    private static Map<String, Object> readObject(JsonParser parser, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        while (true) {
            JsonParser.Event event = parser.next();
            if (event == JsonParser.Event.END_OBJECT) {
                return values;
            }
            String name = parser.getString();
            if (values.put(name, readValue(parser, parser.next(), depth)) != null) {
                throw bad("A field stands in the JSON object twice.");
            }
            checkSize(values.size());
        }
    }

    private static List<Object> readList(JsonParser parser, int depth) {
        List<Object> values = new ArrayList<>();
        while (true) {
            JsonParser.Event event = parser.next();
            if (event == JsonParser.Event.END_ARRAY) {
                return values;
            }
            values.add(readValue(parser, event, depth));
            checkSize(values.size());
        }
    }

    private static Object readValue(JsonParser parser, JsonParser.Event event, int depth) {
        return switch (event) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER -> wholeNumber(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> readObject(parser, deeper(depth));
            case START_ARRAY -> readList(parser, deeper(depth));
            default -> throw bad("The JSON has a null where a value is needed; leave the field out instead.");
        };
    }

    private static long wholeNumber(JsonParser parser) {
        String digits = parser.getString();
        // BigDecimal would expand 1e1000000000 for minutes; no number of ours has more than 19 digits.
        if (digits.length() > 20) {
            throw bad("A number in the JSON is too long.");
        }
        BigDecimal number = parser.getBigDecimal();
        if (Math.abs((long) number.scale()) > 20) {
            throw bad("A number in the JSON is out of range.");
        }
        return number.longValueExact();
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw bad("The JSON is nested too deeply.");
        }
        return depth + 1;
    }

    private static void checkSize(int size) {
        if (size > MAX_SIZE) {
            throw bad("The JSON has too many elements.");
        }
    }

    private static Invalid bad(String detail) {
        return new Invalid("bad_json", detail, List.of());
    }
}
