package org.chatboard.scim.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * One change of a PATCH.
 *
 * @param kind what is done
 * @param path to what; null when the value names the attributes itself
 * @param value with what; null when there is none
 */
public record Operation(
        Kind kind, @Nullable AttributePath path, @Nullable Object value) {

    private static final int MOST = 1_000;

    /** What is done; directories write it in any case. */
    public enum Kind {
        ADD,
        REPLACE,
        REMOVE
    }

    /**
     * Reads the body of a PATCH.
     *
     * @param body with names in lower case
     * @throws Invalid {@code invalidSyntax} or {@code invalidPath}
     */
    public static List<Operation> all(Map<String, Object> body) {
        if (!(body.get("operations") instanceof List<?> list) || list.isEmpty() || list.size() > MOST) {
            throw invalid("invalidSyntax", "A PATCH has 1 to " + MOST + " Operations.");
        }
        List<Operation> all = new ArrayList<>(list.size());
        for (Object element : list) {
            all.add(read(element));
        }
        return all;
    }

    private static Operation read(Object element) {
        if (!(element instanceof Map<?, ?> operation) || !(operation.get("op") instanceof String op)) {
            throw invalid("invalidSyntax", "An operation is an object with an op.");
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.name().equalsIgnoreCase(op))
                .findFirst()
                .orElseThrow(() -> invalid("invalidSyntax", "An op is add, replace or remove."));
        Object given = operation.get("path");
        if (given != null && !(given instanceof String)) {
            throw invalid("invalidPath", "A path is a text.");
        }
        Object value = operation.get("value");
        if (given instanceof String path && !path.isBlank()) {
            return new Operation(kind, QueryReader.path(path), value);
        }
        if (kind == Kind.REMOVE) {
            throw invalid("noTarget", "Say by a path what is to be removed.");
        }
        if (!(value instanceof Map)) {
            throw invalid("invalidValue", "Without a path, the value is an object of attributes.");
        }
        return new Operation(kind, null, value);
    }

    static Invalid invalid(String code, String detail) {
        return new Invalid(code, detail, List.of());
    }
}
