package org.chatboard.scim.query;

import static org.chatboard.scim.query.Operation.invalid;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatboard.scim.query.Operation.Kind;
import org.jspecify.annotations.Nullable;

/** Carries out the operations of a PATCH on the attributes of a resource; whoever asked for it then reads the outcome. */
public final class Patch {

    private static final AttributePath ID = new AttributePath("id", null, null);

    private final Shape shape;
    private final Map<String, Object> resource;

    private Patch(Shape shape, Map<String, Object> resource) {
        this.shape = shape;
        this.resource = resource;
    }

    /**
     * Carries out operations, one after the other.
     *
     * @param resource its attributes by their names in lower case; is changed, also when something later is refused
     */
    public static void apply(Shape shape, Map<String, Object> resource, List<Operation> operations) {
        Patch patch = new Patch(shape, resource);
        for (Operation operation : operations) {
            AttributePath path = operation.path();
            if (path != null) {
                patch.change(operation.kind(), path, operation.value(), true);
            } else if (operation.value() instanceof Map<?, ?> attributes) {
                // Entra ID writes name.givenName as a name here, so each of them is a path.
                attributes.forEach(
                        (name, value) -> patch.change(operation.kind(), QueryReader.path((String) name), value, false));
            }
        }
    }

    private void change(Kind kind, AttributePath path, @Nullable Object value, boolean isNamed) {
        String attribute = path.attribute();
        if (shape.readOnly().contains(attribute)) {
            refuseChange(path, value, isNamed);
        } else if (shape.simple().contains(attribute)) {
            changeSimple(kind, path, value);
        } else if (shape.complex().contains(attribute)) {
            changeComplex(kind, path, value);
        } else if (shape.multiple().contains(attribute)) {
            changeMultiple(kind, path, value);
        }
    }

    /** Okta repeats the id with what it changes. */
    private void refuseChange(AttributePath path, @Nullable Object value, boolean isNamed) {
        boolean isSame = path.equals(ID) && value != null && value.equals(resource.get("id"));
        if (!isSame && (isNamed || path.equals(ID))) {
            throw invalid("mutability", path.attribute() + " cannot be changed.");
        }
    }

    private void changeSimple(Kind kind, AttributePath path, @Nullable Object value) {
        if (path.filter() != null || path.sub() != null) {
            throw invalid("invalidPath", path.attribute() + " has no parts.");
        }
        put(resource, path.attribute(), kind == Kind.REMOVE ? null : value);
    }

    private void changeComplex(Kind kind, AttributePath path, @Nullable Object value) {
        if (path.filter() != null) {
            throw invalid("invalidPath", path.attribute() + " has one value only.");
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        if (resource.get(path.attribute()) instanceof Map<?, ?> before) {
            before.forEach((name, part) -> parts.put((String) name, part));
        }
        if (path.sub() != null) {
            put(parts, path.sub(), kind == Kind.REMOVE ? null : value);
        } else if (kind == Kind.REMOVE) {
            parts.clear();
        } else {
            parts.putAll(parts(value));
        }
        resource.put(path.attribute(), parts);
    }

    private void changeMultiple(Kind kind, AttributePath path, @Nullable Object value) {
        List<Map<String, Object>> values = values(resource.get(path.attribute()));
        if (path.filter() == null && path.sub() == null) {
            changeAll(kind, values, value);
        } else {
            changeSome(kind, path, values, value);
        }
        resource.put(path.attribute(), values);
    }

    private static void changeAll(Kind kind, List<Map<String, Object>> values, @Nullable Object value) {
        if (kind == Kind.REMOVE && value == null) {
            values.clear();
            return;
        }
        List<Map<String, Object>> given = values(value);
        if (kind == Kind.REMOVE) {
            values.removeIf(known -> given.stream().anyMatch(one -> isSame(known, one)));
            return;
        }
        if (kind == Kind.REPLACE) {
            values.clear();
        }
        Set<Object> present = new HashSet<>();
        values.forEach(known -> present.add(identity(known)));
        for (Map<String, Object> one : given) {
            if (present.add(identity(one))) {
                values.add(one);
            } else {
                values.stream().filter(known -> isSame(known, one)).forEach(known -> known.putAll(one));
            }
        }
    }

    private static void changeSome(
            Kind kind, AttributePath path, List<Map<String, Object>> values, @Nullable Object value) {
        List<Map<String, Object>> chosen = values.stream()
                .filter(known -> path.filter() == null || matches(known, path.filter()))
                .toList();
        if (kind == Kind.REMOVE) {
            if (path.sub() == null) {
                values.removeAll(chosen);
            } else {
                chosen.forEach(known -> known.remove(path.sub()));
            }
            return;
        }
        if (value == null) {
            throw invalid("invalidValue", "There is no value for " + path.attribute() + ".");
        }
        Map<String, Object> change = path.sub() == null ? parts(value) : Map.of(path.sub(), value);
        if (!chosen.isEmpty()) {
            chosen.forEach(known -> known.putAll(change));
        } else if (kind == Kind.ADD || path.filter() == null) {
            Map<String, Object> fresh = new LinkedHashMap<>();
            if (path.filter() != null) {
                path.filter().forEach(part -> fresh.put(part.attribute(), part.value()));
            }
            fresh.putAll(change);
            values.add(fresh);
        } else {
            throw invalid("noTarget", "No value of " + path.attribute() + " is like that.");
        }
    }

    private static boolean matches(Map<String, Object> known, List<Comparison> filter) {
        return filter.stream().allMatch(part -> QueryReader.isSame(known.get(part.attribute()), part.value()));
    }

    private static boolean isSame(Map<String, Object> one, Map<String, Object> other) {
        return identity(one).equals(identity(other));
    }

    /** Two values of an attribute are the same when their {@code value} is. */
    private static Object identity(Map<String, Object> of) {
        Object value = of.get("value");
        return value == null ? of : value;
    }

    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        if (value == null) {
            into.remove(name);
        } else {
            into.put(name, value);
        }
    }

    private static Map<String, Object> parts(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw invalid("invalidValue", "Here the value is an object with the parts of the attribute.");
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        map.forEach((name, part) -> parts.put((String) name, part));
        return parts;
    }

    /** A single value is as good as a list of one. */
    private static List<Map<String, Object>> values(@Nullable Object value) {
        List<Map<String, Object>> values = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> values.add(parts(element)));
        } else if (value != null) {
            values.add(parts(value));
        }
        return values;
    }
}
