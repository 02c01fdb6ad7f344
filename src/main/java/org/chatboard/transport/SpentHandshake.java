package org.chatboard.transport;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the server keeps of a handshake as long as its socket lives, though nobody asks for it any more: the chunks of every
 * header and cookie, in and out, a part of the 64 KB that they were read into and so all of them, 4 KB for parameters, the
 * attributes of the request, and the headers once more in the WebSocket container. More than half of what an idle
 * connection takes. There is no option for it, so it is taken out of the server's own objects
 * ({@code org.glassfish.grizzly.http}, Grizzly 4.0, {@code org.apache.catalina.connector}, Payara 6, and
 * {@code org.glassfish.tyrus.servlet}, Tyrus 2.1), which are never used for another request ({@link Line}).
 *
 * <p>Method, address and protocol stay, for the access log.
 */
final class SpentHandshake {

    private static final Set<String> KEPT =
            Set.of("methodC", "requestURIDC", "queryC", "protocolC", "remoteAddressC", "remoteHostC");

    /** For writing headers and reading parameters. */
    private static final Set<String> BUFFERS =
            Set.of("tmpContentLengthBuffer", "tmpHeaderEncodingBuffer", "preallocatedDecodedURIBuffer");

    /** By class and name; the server does without them when it does away with a request. */
    private static final Set<String> OF_NO_USE = Set.of(
            "HttpHeader.headerBuffer",
            "connector.Request.URIConverter",
            "connector.Request.filterChain",
            "connector.Request.reader",
            "connector.Response.urlEncoder",
            "server.Request.cookies",
            "server.Request.rawCookies",
            "server.Response.urlEncoder");

    /** By class and name; the server empties them when it does away with a request. */
    private static final Set<String> EMPTIED =
            Set.of("connector.Request.attributes", "connector.Request.cookies", "connector.Request.notes");

    /** Whose parts are looked at; everything else is shared with other requests. */
    private static final Set<String> LOOKED_INTO = Set.of(
            "org.apache.catalina.connector.Request",
            "org.apache.catalina.connector.Response",
            "org.glassfish.grizzly.http.HttpHeader",
            "org.glassfish.grizzly.http.server.Request",
            "org.glassfish.grizzly.http.server.Response",
            "org.glassfish.grizzly.http.server.util.MappingData",
            "org.glassfish.grizzly.http.util.DataChunk",
            "org.glassfish.grizzly.http.util.Parameters",
            "org.glassfish.grizzly.http.util.RequestURIRef");

    private static final ConcurrentHashMap<Class<?>, List<Part>> PARTS = new ConcurrentHashMap<>();

    /** What is to become of a field. */
    private enum Fate {
        FORGOTTEN,
        EMPTIED,
        SHORTENED,
        KEPT,
        /** It depends on what is in it. */
        LOOKED_AT
    }

    private record Part(Field field, Fate fate) {}

    /**
     * One empty chunk of each kind, for all places where the server has one; what is written into it by mistake reaches no
     * other connection.
     */
    private final Map<Class<?>, Object> blanks = new HashMap<>();

    private final Class<?> dataChunk;
    private final Deque<Object> next = new ArrayDeque<>();

    private SpentHandshake(Class<?> dataChunk) throws ReflectiveOperationException {
        this.dataChunk = dataChunk;
        Object blank = dataChunk.getMethod("newInstance").invoke(null);
        blanks.put(dataChunk, blank);
        for (Part part : parts(dataChunk)) {
            Object value = part.field().get(blank);
            if (value != null && value.getClass().getSimpleName().endsWith("Chunk")) {
                blanks.put(value.getClass(), value);
            }
        }
    }

    /**
     * Lets go what is not needed once the answer has been sent.
     *
     * @param request the server's request
     * @throws ReflectiveOperationException when the server's classes are others; what was let go until then is of no use anyway
     */
    static void drop(Object request) throws ReflectiveOperationException {
        ClassLoader server = request.getClass().getClassLoader();
        new SpentHandshake(Class.forName("org.glassfish.grizzly.http.util.DataChunk", false, server)).dropAll(request);
    }

    /**
     * Lets go what the WebSocket container copied of the handshake; it needs that only while it takes the socket over.
     *
     * @param handler the container's, which has taken the socket over
     * @throws ReflectiveOperationException when the container's classes are others
     */
    static void dropCopy(Object handler) throws ReflectiveOperationException {
        Field copy = handler.getClass().getDeclaredField("upgradeInfo");
        copy.setAccessible(true);
        copy.set(handler, null);
    }

    private void dropAll(Object request) throws ReflectiveOperationException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        next.push(request);
        while (!next.isEmpty()) {
            Object owner = next.pop();
            if (!seen.add(owner)) {
                continue;
            }
            for (Part part : parts(owner.getClass())) {
                Object value = part.field().get(owner);
                if (value != null) {
                    drop(owner, part, value);
                }
            }
        }
    }

    private void drop(Object owner, Part part, Object value) throws ReflectiveOperationException {
        Field field = part.field();
        switch (part.fate()) {
            case FORGOTTEN -> field.set(owner, null);
            case EMPTIED -> field.set(owner, value instanceof Map ? new HashMap<>() : new ArrayList<>(0));
            case SHORTENED -> field.set(owner, new byte[0]);
            case KEPT -> keepText(owner, field, value);
            case LOOKED_AT -> {
                Object blank = blanks.get(value.getClass());
                if (blank != null) {
                    field.set(owner, blank);
                } else if (value.getClass().getSimpleName().equals("MimeHeaders")) {
                    dropHeaders(value);
                } else if (isLookedInto(value.getClass())) {
                    next.push(value);
                }
            }
        }
    }

    /** A text of its own, instead of a part of all that came. */
    private void keepText(Object owner, Field field, Object chunk) throws ReflectiveOperationException {
        // One of the other kinds is shared by all requests.
        if (chunk.getClass() != dataChunk && !chunk.getClass().isAnonymousClass()) {
            return;
        }
        String text = chunk.toString();
        if (text == null) {
            field.set(owner, blanks.get(dataChunk));
            return;
        }
        dataChunk.getMethod("recycle").invoke(chunk);
        dataChunk.getMethod("setString", String.class).invoke(chunk, text);
        // Its parts are of no use for a text.
        next.push(chunk);
    }

    private static void dropHeaders(Object headers) throws ReflectiveOperationException {
        for (Part part : parts(headers.getClass())) {
            Field field = part.field();
            if (field.getName().equals("headers")) {
                headers.getClass().getMethod("clear").invoke(headers);
                field.set(headers, Array.newInstance(field.getType().getComponentType(), 1));
            }
        }
    }

    private static boolean isLookedInto(Class<?> type) {
        return lineage(type).anyMatch(kind -> LOOKED_INTO.contains(kind.getName()));
    }

    private static Stream<Class<?>> lineage(Class<?> type) {
        return Stream.iterate(type, kind -> kind != null, Class::getSuperclass);
    }

    private static List<Part> parts(Class<?> type) {
        return PARTS.computeIfAbsent(type, SpentHandshake::allParts);
    }

    private static List<Part> allParts(Class<?> type) {
        return lineage(type)
                .flatMap(kind -> Stream.of(kind.getDeclaredFields()))
                .filter(field -> !field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers()))
                .filter(Field::trySetAccessible)
                .map(field -> new Part(field, fate(field)))
                .toList();
    }

    private static Fate fate(Field field) {
        String name = field.getName();
        String place = '.' + field.getDeclaringClass().getName() + '.' + name;
        if (OF_NO_USE.stream().anyMatch(part -> place.endsWith('.' + part))) {
            return Fate.FORGOTTEN;
        }
        if (EMPTIED.stream().anyMatch(part -> place.endsWith('.' + part))) {
            return Fate.EMPTIED;
        }
        return BUFFERS.contains(name) ? Fate.SHORTENED : KEPT.contains(name) ? Fate.KEPT : Fate.LOOKED_AT;
    }
}
