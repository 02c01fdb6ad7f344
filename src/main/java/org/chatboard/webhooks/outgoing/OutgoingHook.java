package org.chatboard.webhooks.outgoing;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.jspecify.annotations.Nullable;

/**
 * A server that is told what happens in one room, and how far it was told.
 *
 * @param id the hook
 * @param roomId what it follows
 * @param url where it is told
 * @param events what it is told of
 * @param isEnabled whether it is told at all
 * @param offReason why ChatBoard switched it off: {@code failing} or {@code gone}; null when nobody did, or a person
 * @param createdBy the user name of who made it
 * @param createdAt when
 * @param secret what its secret is made of
 * @param position how far it is
 * @param lastChange how far the room is
 */
public record OutgoingHook(
        UUID id,
        UUID roomId,
        String url,
        Set<HookEvent> events,
        boolean isEnabled,
        @Nullable String offReason,
        String createdBy,
        Instant createdAt,
        SecretSource secret,
        Position position,
        long lastChange) {

    /** Copies the events. */
    public OutgoingHook {
        events = Set.copyOf(events);
    }

    /**
     * What a secret is made of, with the key that is no part of the database.
     *
     * @param version counts how often it was changed
     * @param keyId which key
     */
    record SecretSource(int version, String keyId) {}

    /**
     * How far a receiver was told.
     *
     * @param change the room's changes up to here are done with
     * @param seen which messages it knows
     * @param attempt failed tries of the next event
     * @param nextAt when to try again; null for at once
     * @param failingSince the first failure since the last success; null when all is well
     */
    record Position(
            long change,
            SeenMessages seen,
            int attempt,
            @Nullable Instant nextAt,
            @Nullable Instant failingSince) {

        /** Behind one more message; it need not have been told. */
        Position behind(MessageView message) {
            return new Position(message.change(), seen.with(message.seq()), attempt, nextAt, failingSince);
        }
    }

    /**
     * A hook and its secret, which is shown when it is made or changed.
     *
     * @param hook the hook
     * @param secret signs what is sent; the receiver needs it
     */
    public record Shown(OutgoingHook hook, @Nullable String secret) {}

    /** When the next try is due, while the receiver fails. */
    public @Nullable Instant nextAt() {
        return position.nextAt();
    }

    /** Since when nothing arrived any more; null when all is well. */
    public @Nullable Instant failingSince() {
        return position.failingSince();
    }

    /** Whether something of the room waits to be told. */
    public boolean isBehind() {
        return lastChange > position.change();
    }

    /** What the receiver is told of a message as it is now; null for nothing. */
    @Nullable
    HookEvent eventOf(MessageView message, Position before) {
        boolean isKnown = before.seen().has(message.seq());
        HookEvent event = isKnown ? HookEvent.MESSAGE_CHANGED : HookEvent.MESSAGE_POSTED;
        boolean isNothing = !isKnown && message.deletedAt() != null;
        return isNothing || !events.contains(event) ? null : event;
    }
}
