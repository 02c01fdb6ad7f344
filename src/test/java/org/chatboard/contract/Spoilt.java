package org.chatboard.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.chatboard.testing.contract.Document;

/**
 * A good JSON object with one thing wrong.
 *
 * @param what what is wrong, for the name of the test
 * @param text the object as it is sent
 * @param isWhole whether all of it is wrong, and no field
 * @param mayPass whether it may be taken nevertheless: an optional field is missing, or a text is only strange
 */
record Spoilt(String what, String text, boolean isWhole, boolean mayPass) {

    private static final String HUGE = "9223372036854775808";

    /** Wherever a text is expected. */
    private static final List<String> NO_TEXTS = List.of("null", "5", "true", "[\"a\"]", "{\"a\":\"b\"}");

    /** Wherever a number is expected. */
    private static final List<String> NO_NUMBERS =
            List.of("null", "\"5\"", "true", "-1", HUGE, "-" + HUGE, "1.5", "1e3", "[1]");

    private static final List<String> NO_FLAGS = List.of("null", "\"true\"", "1", "[true]");

    private static final List<String> NO_LISTS =
            List.of("null", "\"a\"", "5", "{\"a\":1}", "[null]", "[5]", "[[]]", "[" + "1,".repeat(2_000) + "1]");

    @Override
    public String toString() {
        return what;
    }

    /** Every way to spoil an object that fits a schema. */
    static List<Spoilt> all(ObjectNode good, JsonNode schema, Document document) {
        List<Spoilt> all = new ArrayList<>(whole(good.toString()));
        schema.path("properties").properties().forEach(property -> {
            boolean isNeeded = false;
            for (JsonNode required : schema.path("required")) {
                isNeeded |= required.asText().equals(property.getKey());
            }
            all.addAll(field(good, property.getKey(), document.resolve(property.getValue()), isNeeded));
        });
        return all;
    }

    private static List<Spoilt> field(ObjectNode good, String name, JsonNode schema, boolean isNeeded) {
        List<Spoilt> all = new ArrayList<>();
        ObjectNode without = good.deepCopy();
        without.remove(name);
        all.add(new Spoilt(name + " missing", without.toString(), false, !isNeeded));
        String type = schema.path("type").asText();
        List<String> wrong = switch (type) {
            case "integer" -> NO_NUMBERS;
            case "boolean" -> NO_FLAGS;
            case "array" -> NO_LISTS;
            default -> NO_TEXTS;
        };
        wrong.forEach(value -> all.add(new Spoilt(
                name + " = " + (value.length() > 40 ? "too much" : value), with(without, name, value), false, false)));
        if (wrong.equals(NO_TEXTS)) {
            // The client's own name for a frame: one that cannot be repeated is ignored.
            boolean isName = name.equals("ref");
            all.add(new Spoilt(name + " with NUL", with(without, name, "\"a\\u0000b\""), false, isName));
            all.add(new Spoilt(name + " with half a character", with(without, name, "\"a\\ud800b\""), false, isName));
            all.add(new Spoilt(name + " too long", with(without, name, '"' + "x".repeat(60_000) + '"'), false, isName));
            all.add(new Spoilt(name + " empty", with(without, name, "\"\""), false, true));
        }
        String value = good.has(name) ? good.get(name).toString() : "1";
        all.add(new Spoilt(name + " twice", with(with(without, name, value), name, value), false, false));
        return all;
    }

    private static List<Spoilt> whole(String good) {
        return List.of(
                new Spoilt("nothing", "", true, false),
                new Spoilt("null", "null", true, false),
                new Spoilt("a list", "[" + good + "]", true, false),
                new Spoilt("truncated", good.substring(0, good.length() - 1), true, false),
                new Spoilt("truncated in a text", good.substring(0, Math.max(1, good.length() - 3)), true, false),
                new Spoilt("twice", good + good, true, false),
                new Spoilt("an unknown field", with(good, "isAdmin", "true"), true, false),
                new Spoilt("a huge number", with(good, "z", HUGE), true, false),
                new Spoilt("deep lists", with(good, "z", "[".repeat(20_000)), true, false),
                new Spoilt("deep objects", with(good, "z", "{\"a\":".repeat(10_000)), true, false));
    }

    private static String with(ObjectNode object, String name, String value) {
        return with(object.toString(), name, value);
    }

    private static String with(String object, String name, String value) {
        String inside = object.substring(0, object.length() - 1);
        return inside + (inside.equals("{") ? "" : ",") + '"' + name + "\":" + value + '}';
    }
}
