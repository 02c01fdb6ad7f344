package org.chatboard.security.calls;

import java.util.Map;

/**
 * Why a request is not served, before any resource is reached.
 *
 * @param status of HTTP
 * @param title the name of the status
 * @param code the stable reason
 * @param detail one sentence that says what to do
 * @param headers what the answer carries besides
 */
public record Refusal(int status, String title, String code, String detail, Map<String, String> headers) {

    /** Copies the headers. */
    public Refusal {
        headers = Map.copyOf(headers);
    }
}
