package org.chatboard.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A form of a page as a browser would send it: all its fields with their values, and the button that is pressed. */
public final class Form {

    private static final Pattern FIELD =
            Pattern.compile("<(input|button)\\b([^>]*)>|<textarea\\b([^>]*)>(.*?)</textarea>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w:.-]+)=\"([^\"]*)\"");

    private final String action;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private Form(String action) {
        this.action = action;
    }

    /**
     * The form {@code id} of a page.
     *
     * @throws AssertionError when the page has no such form
     */
    public static Form in(String html, String id) {
        Matcher form = Pattern.compile("<form\\b([^>]*\\bid=\"" + id + "\"[^>]*)>(.*?)</form>", Pattern.DOTALL)
                .matcher(html);
        if (!form.find()) {
            throw new AssertionError("no form " + id + " in:\n" + html);
        }
        Form found = new Form(attributes(form.group(1)).getOrDefault("action", ""));
        FIELD.matcher(form.group(2)).results().forEach(found::take);
        return found;
    }

    private void take(MatchResult field) {
        boolean area = field.group(2) == null;
        Map<String, String> attributes = attributes(area ? field.group(3) : field.group(2));
        String name = attributes.get("name");
        String type = attributes.getOrDefault("type", "");
        boolean checkable = type.equals("checkbox") || type.equals("radio");
        if (name != null && !(checkable && !attributes.containsKey("checked"))) {
            fields.putIfAbsent(name, area ? unescape(field.group(4)) : attributes.getOrDefault("value", ""));
        }
    }

    /** Fills in a field by its last name, for example {@code username}. */
    public Form fill(String field, String value) {
        String name = fields.keySet().stream()
                .filter(key -> key.equals(field) || key.endsWith(":" + field))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + field + " among " + fields.keySet()));
        fields.put(name, value);
        return this;
    }

    /** Changes, adds or, with an empty value of a hidden field, spoils a field by its full name. */
    public Form set(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** Leaves a field out. */
    public Form without(String name) {
        fields.remove(name);
        return this;
    }

    /** What stands in a field now. */
    public String value(String field) {
        return fields.entrySet().stream()
                .filter(entry -> entry.getKey().equals(field) || entry.getKey().endsWith(":" + field))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + field + " among " + fields.keySet()));
    }

    /** Where the form goes. */
    public String action() {
        return action;
    }

    /** The body of the request. */
    public String encoded() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        ATTRIBUTE.matcher(text).results().forEach(found -> attributes.put(found.group(1), unescape(found.group(2))));
        return attributes;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&amp;", "&");
    }
}
