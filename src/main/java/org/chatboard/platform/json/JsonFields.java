package org.chatboard.platform.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object that came from outside, as {@link StrictJson} read them. Every field must be asked for by
 * name and type; {@link #rejectUnknown()} then refuses what nobody asked for, so that a typing error never passes silently.
 */
public final class JsonFields {

    private final Map<String, Object> values;
    private final Set<String> known = new HashSet<>();

    JsonFields(Map<String, Object> values) {
        this.values = values;
    }

    /** Everything that was read: texts, longs, booleans, lists and maps of these. */
    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** A text that must be there. */
    public String text(String field) {
        return optionalText(field).orElseThrow(() -> missing(field));
    }

    /** A text, or nothing when the field is absent; {@code null} is no text. */
    public Optional<String> optionalText(String field) {
        Object value = take(field);
        if (value == null || value instanceof String) {
            return Optional.ofNullable((String) value);
        }
        throw wrongType(field, "a text");
    }

    /** An identifier that must be there. */
    public UUID id(String field) {
        return optionalId(field).orElseThrow(() -> missing(field));
    }

    /** An identifier, or nothing when the field is absent. */
    public Optional<UUID> optionalId(String field) {
        return optionalText(field).map(text -> Ids.parse(text).orElseThrow(() -> wrongType(field, "a UUID")));
    }

    /** A whole number of 64 bits, not below zero, that must be there. */
    public long count(String field) {
        Object value = take(field);
        if (value == null) {
            throw missing(field);
        }
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw wrongType(field, "a whole number from 0");
    }

    /** A whole number of 64 bits, not below zero, or nothing when the field is absent. */
    public Optional<Long> optionalCount(String field) {
        return values.containsKey(field) ? Optional.of(count(field)) : Optional.empty();
    }

    /** A list of identifiers that must be there, with at most {@code most} of them. */
    public List<UUID> ids(String field, int most) {
        Object value = take(field);
        if (value == null) {
            throw missing(field);
        }
        if (!(value instanceof List<?> list) || list.size() > most) {
            throw wrongType(field, "a list of at most " + most + " UUIDs");
        }
        List<UUID> ids = new ArrayList<>(list.size());
        for (Object element : list) {
            ids.add(Optional.of(element)
                    .filter(String.class::isInstance)
                    .flatMap(text -> Ids.parse((String) text))
                    .orElseThrow(() -> wrongType(field, "a list of UUIDs")));
        }
        return ids;
    }

    /** A {@code true} or {@code false}, or nothing when the field is absent. */
    public Optional<Boolean> optionalFlag(String field) {
        Object value = take(field);
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        throw wrongType(field, "true or false");
    }

    /** A list of texts that must be there, with at most {@code most} of them. */
    public List<String> texts(String field, int most) {
        return optionalTexts(field, most).orElseThrow(() -> missing(field));
    }

    /** A list of texts with at most {@code most} of them, or nothing when the field is absent. */
    public Optional<List<String>> optionalTexts(String field, int most) {
        Object value = take(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> list)
                || list.size() > most
                || !list.stream().allMatch(String.class::isInstance)) {
            throw wrongType(field, "a list of at most " + most + " texts");
        }
        return Optional.of(list.stream().map(String.class::cast).toList());
    }

    /** One of the names of an enumeration, or nothing when the field is absent. */
    public <E extends Enum<E>> Optional<E> optionalChoice(String field, Class<E> type) {
        return optionalText(field)
                .map(text -> Stream.of(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> wrongType(
                                field,
                                "one of "
                                        + Stream.of(type.getEnumConstants())
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", ")))));
    }

    /** A point in time, or nothing when the field is absent. */
    public Optional<Instant> optionalTime(String field) {
        return optionalText(field).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException notATime) {
                throw wrongType(field, "a time such as 2027-01-31T12:00:00Z");
            }
        });
    }

    /** Refuses the object when it has a field that was not asked for. */
    public void rejectUnknown() {
        for (String field : values.keySet()) {
            if (!known.contains(field)) {
                throw Invalid.field(
                        field, "unknown_field", "The field \"" + shortened(field) + "\" is not known here.");
            }
        }
    }

    private @Nullable Object take(String field) {
        known.add(field);
        return values.get(field);
    }

    private static Invalid missing(String field) {
        return Invalid.field(field, "missing", "The field \"" + field + "\" is needed.");
    }

    private static Invalid wrongType(String field, String expected) {
        return Invalid.field(field, "wrong_type", "The field \"" + field + "\" must be " + expected + ".");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
