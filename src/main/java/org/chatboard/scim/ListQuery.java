package org.chatboard.scim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatboard.scim.query.Comparison;
import org.chatboard.scim.query.QueryReader;
import org.chatboard.users.provision.Condition;
import org.chatboard.users.provision.Found;
import org.jspecify.annotations.Nullable;

/**
 * Which page of what is asked for (RFC 7644 section 3.4.2).
 *
 * @param filter all of it holds at once
 * @param startIndex from 1
 * @param count most items of the page
 */
record ListQuery(List<Comparison> filter, long startIndex, int count) {

    /** Most items of a page; who asks for more gets these. */
    static final int MOST = 200;

    private static final int USUAL = 100;

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");

    static ListQuery of(Call call) {
        String filter = call.parameter("filter");
        return new ListQuery(
                filter == null || filter.isBlank() ? List.of() : QueryReader.filter(filter),
                Math.max(1, number(call, "startIndex", 1)),
                Math.min(MOST, Math.max(0, number(call, "count", USUAL))));
    }

    private static int number(Call call, String name, int otherwise) {
        String text = call.parameter(name);
        if (text == null) {
            return otherwise;
        }
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw Attributes.invalid(name + " must be a whole number.");
        }
        return Integer.parseInt(text);
    }

    /** What the filter asks for, in the words of the service. */
    List<Condition> conditions(Function<Comparison, Condition> translation) {
        return filter.stream().map(translation).toList();
    }

    <T> Answer answer(Found<T> found, Function<T, Map<String, Object>> writer) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("schemas", List.of(SCHEMA));
        body.put("totalResults", found.total());
        body.put("startIndex", startIndex);
        body.put("itemsPerPage", found.items().size());
        body.put("Resources", found.items().stream().map(writer).toList());
        return Answer.of(body);
    }

    /** Whether an attribute of the answer is wanted (RFC 7644 section 3.9). */
    static boolean isWanted(Call call, String attribute) {
        Set<String> only = names(call.parameter("attributes"));
        return only.isEmpty()
                ? !names(call.parameter("excludedAttributes")).contains(attribute.toLowerCase(Locale.ROOT))
                : only.contains(attribute.toLowerCase(Locale.ROOT));
    }

    /** Leaves out what nobody wants to have; never who it is about. */
    static Map<String, Object> only(Call call, Map<String, Object> resource) {
        resource.keySet().removeIf(name -> !name.equals("schemas") && !name.equals("id") && !isWanted(call, name));
        return resource;
    }

    /** The attributes named, each as a whole. */
    private static Set<String> names(@Nullable String list) {
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(","))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .map(name -> name.startsWith("urn:") ? name.substring(name.lastIndexOf(':') + 1) : name)
                        .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
    }
}
