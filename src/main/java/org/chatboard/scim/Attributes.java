package org.chatboard.scim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chatboard.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that came from outside.
 *
 * @param values by their names in lower case
 */
record Attributes(Map<?, ?> values) {

    /** A text; an empty one is as good as none. */
    Optional<String> text(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value).filter(text -> !text.isBlank());
        }
        throw invalid(name + " must be a text.");
    }

    String needed(String name) {
        return text(name).orElseThrow(() -> invalid(name + " is needed."));
    }

    /** Entra ID writes {@code "True"} and {@code "False"}, in quotes. */
    Optional<Boolean> flag(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if (value instanceof String text && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Optional.of(Boolean.valueOf(text));
        }
        throw invalid(name + " must be true or false.");
    }

    /** The parts of an attribute; none when it is absent. */
    Attributes parts(String name) {
        return parts(Objects.requireNonNullElse(values.get(name), Map.of()), name);
    }

    /** The values of an attribute; none when it is absent. */
    List<Attributes> all(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        List<?> list = value instanceof List<?> many ? many : List.of(value);
        return list.stream().map(one -> parts(one, name)).toList();
    }

    private static Attributes parts(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return new Attributes(map);
        }
        throw invalid(name + " must be an object with its parts.");
    }

    static Invalid invalid(String detail) {
        return new Invalid("invalidValue", detail, List.of());
    }
}
