package org.chatboard.messages.revision;

import java.time.Instant;
import java.util.UUID;

/**
 * What a message said before.
 *
 * @param change the change with which this text came
 * @param text what it said
 * @param writtenAt since when
 * @param replacedAt until when
 * @param replacedById who changed or withdrew it
 * @param replacedBy the user name of who did
 * @param withdrawn whether the message was withdrawn then
 */
public record FormerText(
        long change,
        String text,
        Instant writtenAt,
        Instant replacedAt,
        UUID replacedById,
        String replacedBy,
        boolean withdrawn) {}
