package org.chatboard.messages;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to say.
 *
 * @param clientId made by the client once per message and repeated on every retry: the same id is stored once, for ever
 * @param roomId the room, or null when {@code to} names a person
 * @param to a user name or id, or null when {@code roomId} names the room; opens the DIRECT room on first use
 * @param text what is said, as typed
 * @param replyTo the message this answers, if any
 */
public record NewMessage(
        UUID clientId,
        @Nullable UUID roomId,
        @Nullable String to,
        String text,
        @Nullable UUID replyTo) {

    /** A message for a room that the sender is a member of. */
    public static NewMessage inRoom(UUID clientId, UUID roomId, String text) {
        return new NewMessage(clientId, roomId, null, text, null);
    }

    /** A message for a person. */
    public static NewMessage to(UUID clientId, String username, String text) {
        return new NewMessage(clientId, null, username, text, null);
    }
}
