package org.chatboard.platform.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.chatboard.platform.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request: the client's own when it is sane, so that a call can be followed through several programs, else one
 * of ours. The answer names it, and so does every line that is logged meanwhile: it stands in the name of the thread, which
 * the server writes into each line, its own lines included. Loggers have no other place for it that the server keeps.
 */
public final class RequestId {

    /** The header of requests and answers. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestId.class.getName();

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final String MARK = " request=";

    private RequestId() {}

    /** The id of this request; the same whenever and by whomever it is asked for. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = chosen(request.getHeader(HEADER));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    static String chosen(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : Ids.next().toString();
    }

    /** Does something for a request; whatever is logged on this thread meanwhile carries its id. */
    public static <T> T logged(String id, Supplier<T> work) {
        String before = enter(id);
        try {
            return work.get();
        } finally {
            leave(before);
        }
    }

    /** From now on lines of this thread carry the id; returns what {@link #leave} needs. */
    static String enter(String id) {
        String before = Thread.currentThread().getName();
        int mark = before.indexOf(MARK);
        Thread.currentThread().setName((mark < 0 ? before : before.substring(0, mark)) + MARK + id);
        return before;
    }

    /** The thread is called again what it was called before. */
    static void leave(String before) {
        Thread.currentThread().setName(before);
    }
}
