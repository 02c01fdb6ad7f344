package org.chatboard.platform.request;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;

/**
 * A refusal before the door is reached that was knocked at, in the words of that door.
 *
 * @param status of HTTP
 * @param title what the status is called
 * @param code the stable reason
 * @param detail one sentence that says what to do
 */
public record EarlyRefusal(int status, String title, String code, String detail) {

    private static final String SCIM_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

    /** The media type of {@link #body}. */
    public static String type(boolean isForScim) {
        return isForScim ? "application/scim+json" : "application/problem+json";
    }

    /** A problem document (RFC 9457), or a SCIM error (RFC 7644 section 3.12). */
    public byte[] body(boolean isForScim, String requestId) {
        JsonObjectBuilder body = isForScim
                ? Json.createObjectBuilder()
                        .add("schemas", Json.createArrayBuilder().add(SCIM_ERROR))
                        .add("status", Integer.toString(status))
                : Json.createObjectBuilder()
                        .add("type", "about:blank")
                        .add("title", title)
                        .add("status", status);
        return body.add("detail", detail)
                .add("code", code)
                .add("requestId", requestId)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
