package org.chatboard.transport;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the server keeps of a handshake as long as its socket lives, though nobody asks for it any more: the chunks of every
 * header, in and out, a part of the 64 KB that they were read into and so all of them, and 4 KB for parameters. Half of what an
 * idle connection takes. There is no option for it, so it is taken out of the server's own objects
 * ({@code org.glassfish.grizzly.http}, Grizzly 4.0), which are never used for another request ({@link Line}).
 *
 * <p>Method, address and protocol stay, for the access log.
 */
final class SpentHandshake {

    private static final Set<String> KEPT =
            Set.of("methodC", "requestURIDC", "queryC", "protocolC", "remoteAddressC", "remoteHostC");

    /** For writing headers and reading parameters. */
    private static final Set<String> BUFFERS =
            Set.of("tmpContentLengthBuffer", "tmpHeaderEncodingBuffer", "preallocatedDecodedURIBuffer");

    private static final Set<String> OF_NO_USE = Set.of("URIConverter", "headerBuffer", "tmpNameC", "tmpValueC");

    /** Whose parts are looked at; everything else is shared with other requests. */
    private static final Set<String> LOOKED_INTO = Set.of(
            "org.apache.catalina.connector.Request",
            "org.apache.catalina.connector.Response",
            "org.glassfish.grizzly.http.HttpHeader",
            "org.glassfish.grizzly.http.server.Request",
            "org.glassfish.grizzly.http.server.Response",
            "org.glassfish.grizzly.http.server.util.MappingData",
            "org.glassfish.grizzly.http.util.Parameters",
            "org.glassfish.grizzly.http.util.RequestURIRef");

    private static final ConcurrentHashMap<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    /** Nothing; what is written into it by mistake reaches no other connection. */
    private final Object emptyChunk;

    private SpentHandshake(Class<?> chunks) throws ReflectiveOperationException {
        emptyChunk = chunks.getMethod("newInstance").invoke(null);
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

    private void dropAll(Object request) throws ReflectiveOperationException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>(List.of(request));
        while (!next.isEmpty()) {
            Object owner = next.pop();
            if (!seen.add(owner)) {
                continue;
            }
            for (Field field : FIELDS.computeIfAbsent(owner.getClass(), SpentHandshake::fields)) {
                Object value = field.get(owner);
                if (value == null) {
                    continue;
                }
                if (value.getClass() == emptyChunk.getClass()) {
                    drop(owner, field, value);
                } else if (value.getClass().getSimpleName().equals("MimeHeaders")) {
                    dropHeaders(value);
                } else if (OF_NO_USE.contains(field.getName())) {
                    field.set(owner, null);
                } else if (BUFFERS.contains(field.getName())) {
                    field.set(owner, new byte[0]);
                } else if (isLookedInto(value.getClass())) {
                    next.push(value);
                }
            }
        }
    }

    private void drop(Object owner, Field field, Object chunk) throws ReflectiveOperationException {
        String text = KEPT.contains(field.getName()) ? chunk.toString() : null;
        if (text == null) {
            field.set(owner, emptyChunk);
        } else {
            // A text of its own, instead of a part of all that came.
            chunk.getClass().getMethod("recycle").invoke(chunk);
            chunk.getClass().getMethod("setString", String.class).invoke(chunk, text);
        }
    }

    private static void dropHeaders(Object headers) throws ReflectiveOperationException {
        for (Field field : FIELDS.computeIfAbsent(headers.getClass(), SpentHandshake::fields)) {
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

    private static List<Field> fields(Class<?> type) {
        return lineage(type)
                .flatMap(kind -> Stream.of(kind.getDeclaredFields()))
                .filter(field -> !field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers()))
                .filter(Field::trySetAccessible)
                .toList();
    }
}
