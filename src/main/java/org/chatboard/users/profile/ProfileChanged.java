package org.chatboard.users.profile;

import java.util.UUID;

/**
 * Somebody has another name, title, department or picture. What holds now is read by whoever tells others: of several
 * changes at a time none is the last.
 *
 * @param userId who
 */
public record ProfileChanged(UUID userId) {}
