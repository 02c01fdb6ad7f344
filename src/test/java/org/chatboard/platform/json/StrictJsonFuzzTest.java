package org.chatboard.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Documents nobody would write, made from decent ones by chance but from a seed. Whatever comes, the reader ends, answers
 * or refuses, and says the same as another reader of JSON about everything inside its bounds.
 */
class StrictJsonFuzzTest {

    /** Runs of a thousand documents; many more with {@code -Djson.fuzz.runs=10000}. */
    private static final int RUNS = Integer.getInteger("json.fuzz.runs", 30);

    private static final long SEED = Long.getLong("json.fuzz.seed", 6455);

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final List<String> DECENT = List.of(
            "{\"type\":\"ping\"}",
            "{\"type\":\"message.post\",\"clientId\":\"0190-a\",\"to\":\"ben\",\"text\":\"Gr\\u00fc\\u00dfe, \\\"Ben\\\"\\n\"}",
            "{\"type\":\"room.changes\",\"roomId\":\"0190\",\"after\":9223372036854775807,\"ref\":\"7\"}",
            "{\"type\":\"presence.watch\",\"userIds\":[\"a\",\"b\",\"\\ud83d\\ude00\",\"😀\"]}",
            "{ \"a\" : [ 1 , -2 , true , false , [ ] , { } ] ,\r\n\t\"b\" : { \"c\" : { \"d\" : [ 0 ] } } }",
            "{\"\":\"\",\"\\/\":\"\\b\\f\\r\\t\\\\\",\"n\":-9223372036854775808}",
            "{\"z\":[",
            "[[[[[[{\"a\":[");

    private static final List<String> SPICE = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\",
            "\\u",
            "\\ud800",
            "\\u0000",
            "\u0000",
            "\n",
            "\u007f",
            "\ud800",
            "\udc00",
            "\ufeff",
            "null",
            "true",
            "tru",
            "NaN",
            "-",
            "+",
            "0",
            "00",
            "1",
            ".",
            "1.0",
            "1e5",
            "1E+99999",
            "-0",
            "/*",
            "//",
            "'",
            "9223372036854775808",
            "99999999999999999999999",
            "\"a\":",
            "[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":{\"a\":{",
            "\u2028");

    private static final String BEHIND = "6455707";

    private static final JsonReaderFactory OTHER =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    @Test
    void whateverComesIsReadAsOthersReadItOrRefused() {
        Random random = new Random(SEED);
        int[] read = new int[2];
        for (int run = 0; run < RUNS; run++) {
            List<String> documents = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                documents.add(mutated(random));
            }
            Assertions.assertTimeoutPreemptively(LIMIT, () -> documents.forEach(text -> read[check(text)]++));
        }
        // Chance that only makes rubbish, or none, would test nothing.
        assertThat(read[0]).isGreaterThan(RUNS * 50);
        assertThat(read[1]).isGreaterThan(RUNS * 50);
    }

    /** Reads a document with both readers; 1 when it was read, 0 when it was refused. */
    static int check(String document) {
        Optional<Map<String, Object>> expected = other(document);
        try {
            Map<String, Object> values = StrictJson.object(document).values();
            same(document, expected, Optional.of(values));
            same(document, values, StrictJson.object(written(values)).values());
            return 1;
        } catch (Invalid refused) {
            same(document, "bad_json", refused.code());
            same(document, expected, Optional.empty());
            return 0;
        }
    }

    private static void same(String document, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError(document + "\nexpected " + expected + "\nfound    " + found);
        }
    }

    /**
     * What another reader makes of it, as far as it is inside our bounds. It sees what stands behind a document only when
     * that is inside of another one.
     */
    private static Optional<Map<String, Object>> other(String document) {
        try (JsonReader reader = OTHER.createReader(new StringReader("[" + document + "," + BEHIND + "]"))) {
            JsonArray both = reader.readArray();
            inBounds(both.size() == 2
                    && both.get(0) instanceof JsonObject
                    && both.get(1).toString().equals(BEHIND));
            return Optional.of(values(both.getJsonObject(0), 1));
        } catch (JsonException | IllegalArgumentException | IllegalStateException refused) {
            return Optional.empty();
        } catch (RuntimeException tooDeep) {
            // It has no better name for that.
            return Optional.empty();
        }
    }

    private static Map<String, Object> values(JsonObject object, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEach((name, value) -> values.put(name, value(value, depth)));
        inBounds(values.size() <= 1_000);
        return values;
    }

    private static Object value(JsonValue value, int depth) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonNumber number) {
            inBounds(number.toString().matches("-?\\d+"));
            return number.bigIntegerValueExact().longValueExact();
        }
        if (value instanceof JsonArray array) {
            inBounds(depth < 4 && array.size() <= 1_000);
            return array.stream().map(element -> value(element, depth + 1)).toList();
        }
        if (value instanceof JsonObject object) {
            inBounds(depth < 4);
            return values(object, depth + 1);
        }
        inBounds(value != JsonValue.NULL);
        return value == JsonValue.TRUE;
    }

    private static void inBounds(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("beyond our bounds");
        }
    }

    private static String written(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> fields = new ArrayList<>();
            map.forEach((name, field) -> fields.add(written(name) + ":" + written(field)));
            return "{" + String.join(",", fields) + "}";
        }
        if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ",", list.stream().map(StrictJsonFuzzTest::written).toList()) + "]";
        }
        return value instanceof String text ? Json.createValue(text).toString() : value.toString();
    }

    private static String mutated(Random random) {
        StringBuilder document = new StringBuilder(DECENT.get(random.nextInt(DECENT.size())));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(document.length() + 1);
            int to = Math.min(document.length(), at + random.nextInt(8));
            switch (random.nextInt(6)) {
                case 0 -> document.insert(at, SPICE.get(random.nextInt(SPICE.size())));
                case 1 -> document.delete(at, to);
                case 2 -> document.replace(at, to, SPICE.get(random.nextInt(SPICE.size())));
                case 3 -> document.insert(at, document.substring(at, to).repeat(random.nextInt(3)));
                case 4 -> document.setLength(at);
                default -> document.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return document.toString();
    }
}
