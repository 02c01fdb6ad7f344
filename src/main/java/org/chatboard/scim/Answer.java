package org.chatboard.scim;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param body the attributes by name; null for none
 * @param location where what was made is from now on; null otherwise
 */
record Answer(
        int status,
        @Nullable Map<String, Object> body,
        @Nullable String location) {

    static final Answer DONE = new Answer(204, null, null);

    static Answer of(Map<String, Object> body) {
        return new Answer(200, body, null);
    }
}
