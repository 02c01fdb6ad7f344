package org.chatboard.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.request.HttpStatus;
import org.jspecify.annotations.Nullable;

/** A refusal in the words of SCIM (RFC 7644 section 3.12). */
final class ScimError {

    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

    /** What RFC 7644 has words for. */
    private static final Set<String> KNOWN = Set.of(
            "invalidFilter",
            "tooMany",
            "uniqueness",
            "mutability",
            "invalidSyntax",
            "invalidPath",
            "noTarget",
            "invalidValue",
            "sensitive");

    private ScimError() {}

    static Answer of(ChatBoardException reason) {
        int status = status(reason);
        return of(status, type(reason, status), reason.detail());
    }

    static Answer of(int status, @Nullable String type, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("schemas", List.of(SCHEMA));
        body.put("status", Integer.toString(status));
        if (type != null) {
            body.put("scimType", type);
        }
        body.put("detail", detail);
        return new Answer(status, body, null);
    }

    private static @Nullable String type(ChatBoardException reason, int status) {
        if (KNOWN.contains(reason.code())) {
            return reason.code();
        }
        if (reason.code().equals("bad_json")) {
            return "invalidSyntax";
        }
        return status == 400 ? "invalidValue" : null;
    }

    private static int status(ChatBoardException reason) {
        return switch (reason.code()) {
            case "unsupported_media_type" -> 415;
            case "too_large" -> 413;
            default -> HttpStatus.of(reason);
        };
    }
}
