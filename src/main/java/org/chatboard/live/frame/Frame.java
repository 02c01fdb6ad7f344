package org.chatboard.live.frame;

import java.util.List;
import java.util.UUID;
import org.chatboard.messages.NewMessage;
import org.jspecify.annotations.Nullable;

/** What a client may send on {@code /ws/chat}; {@code protocol.md} describes each. */
public sealed interface Frame {

    /** Says something. */
    record Post(NewMessage message) implements Frame {}

    /** Makes an own message say something else. */
    record Edit(UUID messageId, String text, @Nullable Long change) implements Frame {}

    /** Takes a message back. */
    record Delete(UUID messageId, @Nullable Long change) implements Frame {}

    /** Asks for what changed in a room. */
    record Changes(UUID roomId, long after) implements Frame {}

    /** Has read up to a message. */
    record Read(UUID roomId, long seq) implements Frame {}

    /** Is typing in a room. */
    record TypingStart(UUID roomId) implements Frame {}

    /** Wants to know when these people come and go. */
    record Watch(List<UUID> userIds) implements Frame {}

    /** Is still there. */
    record Ping() implements Frame {}
}
