package org.chatboard.rooms.groups;

import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a room; null for what stays.
 *
 * @param name what to call it
 * @param topic what it is about; empty for nothing
 * @param archived whether it is closed for good, or opened again
 */
public record GroupEdit(
        @Nullable String name,
        @Nullable String topic,
        @Nullable Boolean archived) {}
