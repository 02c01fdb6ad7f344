package org.chatboard.rooms.groups;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open channel as everybody may see it.
 *
 * @param id the room
 * @param name what it is called
 * @param topic what it is about; empty for nothing
 * @param archivedAt since when nothing is said there any more, if so
 * @param memberCount how many people are in it
 * @param joined whether whoever asks is one of them
 */
public record ChannelView(
        UUID id, String name, String topic, @Nullable Instant archivedAt, int memberCount, boolean joined) {}
