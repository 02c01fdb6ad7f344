package org.chatboard.scim;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.json.StrictJson;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param caller in whose name
 * @param request how it came
 */
record Call(Caller caller, HttpServletRequest request) {

    /** A group with a thousand people fits in several times. */
    static final int MAX_BYTES = 1_048_576;

    private static final int MAX_DEPTH = 10;

    private static final int MAX_SIZE = 5_000;

    private static final Set<String> TYPES = Set.of("application/scim+json", "application/json");

    String method() {
        return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    }

    /** The parts of the path behind {@code /scim/v2}. */
    List<String> path() {
        return Arrays.stream(
                        Objects.requireNonNullElse(request.getPathInfo(), "").split("/", -1))
                .skip(1)
                .toList();
    }

    /** Where everything is; without the host, for that is whatever the caller claims. */
    String base() {
        return request.getContextPath() + request.getServletPath();
    }

    @Nullable
    String parameter(String name) {
        return request.getParameter(name);
    }

    /** The id in the path; what is none is the id of nothing. */
    UUID id() {
        return Ids.parse(path().get(1)).orElseThrow(() -> new NotFound("not_found", "There is nothing of this id."));
    }

    /** The attributes in the body, by their names in lower case. */
    Map<String, Object> body() {
        requireJson();
        try {
            byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Invalid("too_large", "A body has at most " + MAX_BYTES + " bytes; send less.", List.of());
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return lower(StrictJson.foreign(text, MAX_DEPTH, MAX_SIZE));
        } catch (CharacterCodingException notUtf8) {
            throw new Invalid("invalidSyntax", "The body is not UTF-8.", List.of());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void requireJson() {
        String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
        int parameters = type.indexOf(';');
        String plain = parameters < 0 ? type : type.substring(0, parameters);
        if (!TYPES.contains(plain.strip().toLowerCase(Locale.ROOT))) {
            throw new Invalid("unsupported_media_type", "Send application/scim+json in UTF-8.", List.of());
        }
    }

    private static Map<String, Object> lower(Map<?, ?> fields) {
        Map<String, Object> lower = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (lower.put(((String) name).toLowerCase(Locale.ROOT), lowerIn(value)) != null) {
                throw new Invalid("invalidSyntax", "An attribute stands there twice.", List.of());
            }
        });
        return lower;
    }

    private static Object lowerIn(Object value) {
        if (value instanceof Map<?, ?> map) {
            return lower(map);
        }
        return value instanceof List<?> list ? list.stream().map(Call::lowerIn).collect(Collectors.toList()) : value;
    }
}
