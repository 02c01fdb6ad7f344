package org.chatboard.webhooks.outgoing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try to tell a receiver something. The log has no texts: what is withdrawn in the room must not live on in it.
 *
 * @param id the try
 * @param hookId the hook
 * @param event what happened
 * @param messageId to which message
 * @param seq the number of the message in its room
 * @param change the change of the room that this was
 * @param attempt counts the tries of this event; 0 for a replay
 * @param status what became of it
 * @param responseCode the HTTP status, if there was an answer
 * @param problem why it failed; null when it arrived
 * @param durationMillis how long it took
 * @param nextAt when it is tried again; null for never
 * @param triedAt when it was
 */
public record Delivery(
        UUID id,
        UUID hookId,
        HookEvent event,
        UUID messageId,
        long seq,
        long change,
        int attempt,
        Status status,
        @Nullable Integer responseCode,
        @Nullable String problem,
        long durationMillis,
        @Nullable Instant nextAt,
        Instant triedAt) {

    /** What became of a try. */
    public enum Status {
        /** The receiver has it. */
        DELIVERED,
        /** It does not; there may be another try. */
        FAILED,
        /** It does not want it; the next event is told instead. */
        GIVEN_UP
    }

    /** The same for all tries of one event, on whatever server: receivers tell by it what they have already. */
    public String eventId() {
        return eventId(messageId, change);
    }

    Delivery as(int number, Status became, @Nullable Instant again) {
        return new Delivery(
                id,
                hookId,
                event,
                messageId,
                seq,
                change,
                number,
                became,
                responseCode,
                problem,
                durationMillis,
                again,
                triedAt);
    }

    static String eventId(UUID messageId, long change) {
        return messageId + ":" + change;
    }
}
