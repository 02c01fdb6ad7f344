package org.chatboard.rest.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.platform.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** Reads what programs send: one JSON object in UTF-8, no longer than the longest message needs. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonRequest implements MessageBodyReader<JsonFields> {

    /** The 65,536 characters of the longest frame, three bytes each. */
    static final int MAX_BYTES = 3 * 65_536;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonFields.class;
    }

    @Override
    public JsonFields readFrom(
            Class<JsonFields> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        String charset = mediaType.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!charset.equalsIgnoreCase("utf-8")) {
            throw new WebApplicationException(Response.Status.UNSUPPORTED_MEDIA_TYPE);
        }
        int most = most(annotations);
        if (isLong(headers.getFirst("Content-Length"), most)) {
            throw tooLarge();
        }
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw tooLarge();
        }
        try {
            return StrictJson.object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new Invalid("bad_json", "The body is not UTF-8.", List.of());
        }
    }

    private static int most(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .filter(MaxBytes.class::isInstance)
                .mapToInt(annotation -> ((MaxBytes) annotation).value())
                .findFirst()
                .orElse(MAX_BYTES);
    }

    /** So that nobody has to send megabytes to learn that they are too many. */
    private static boolean isLong(@Nullable String contentLength, int most) {
        return contentLength != null && contentLength.matches("[0-9]{1,18}") && Long.parseLong(contentLength) > most;
    }

    private static WebApplicationException tooLarge() {
        return new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
}
