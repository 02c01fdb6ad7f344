package org.chatboard.live.frame;

import java.util.List;
import java.util.UUID;
import org.chatboard.messages.NewMessage;

/** What a client may send on {@code /ws/chat}; {@code protocol.md} describes each. */
public sealed interface Frame {

    /** Says something. */
    record Post(NewMessage message) implements Frame {}

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
