package org.chatboard.messages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored message.
 *
 * @param id the message
 * @param roomId where it was said
 * @param seq its place in the room, 1..n without a hole
 * @param change the room's change counter when it was last touched
 * @param senderId who said it
 * @param sender the user name of who said it
 * @param clientId the id the sender's client made; shown to the sender only
 * @param text what was said; empty once withdrawn
 * @param replyTo the message this answers, if any
 * @param createdAt when it was stored
 * @param editedAt when it was last edited, if ever
 * @param deletedAt when it was withdrawn, if ever
 */
public record MessageView(
        UUID id,
        UUID roomId,
        long seq,
        long change,
        UUID senderId,
        String sender,
        UUID clientId,
        String text,
        @Nullable UUID replyTo,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {}
