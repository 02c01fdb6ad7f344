package org.chatboard.rest.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatboard.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags of messages (RFC 9110, section 8.8.3): {@code "17"} is the change of the message, {@code "17r"} the same once
 * its receiver has read it. What a message says depends on the number alone.
 */
public final class Tags {

    /** A tag that no message ever has. */
    private static final long NEVER = -1;

    private static final Pattern ONE = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");
    private static final Pattern LIST = Pattern.compile(ONE.pattern() + "([ \\t]*,[ \\t]*" + ONE.pattern() + ")*");
    private static final Pattern OURS = Pattern.compile("([0-9]{1,15})r?");

    private Tags() {}

    /** The tag of a message. */
    public static String of(long change, boolean read) {
        return "\"" + change + (read ? "r" : "") + "\"";
    }

    /**
     * The change that {@code If-Match} asks for; empty when any will do.
     *
     * @throws Invalid when the header is none, or names several tags
     */
    public static Optional<Long> expected(HttpHeaders headers) {
        String text = header(headers, HttpHeaders.IF_MATCH);
        if (text == null || text.equals("*")) {
            return Optional.empty();
        }
        Matcher tag = ONE.matcher(text);
        if (!tag.matches()) {
            throw Invalid.field("If-Match", "wrong_type", "If-Match must be one ETag in quotation marks, or *.");
        }
        Matcher ours = OURS.matcher(tag.group(2));
        // A weak tag never matches here (RFC 9110, section 13.1.1).
        return Optional.of(tag.group(1) == null && ours.matches() ? Long.parseLong(ours.group(1)) : NEVER);
    }

    /** Whether {@code If-None-Match} names this tag: the client has what it asks for. */
    public static boolean isKnown(HttpHeaders headers, String tag) {
        String text = header(headers, HttpHeaders.IF_NONE_MATCH);
        return text != null
                && (text.equals("*")
                        || (LIST.matcher(text).matches()
                                && ONE.matcher(text)
                                        .results()
                                        .anyMatch(known -> tag.equals("\"" + known.group(2) + "\""))));
    }

    private static @Nullable String header(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        return lines == null || lines.isEmpty()
                ? null
                : String.join(", ", lines).strip();
    }
}
