package org.chatboard.users.profile;

import java.util.UUID;

/**
 * Somebody chose another status.
 *
 * @param userId who
 * @param status what holds from now on
 */
public record StatusChanged(UUID userId, PersonStatus status) {}
