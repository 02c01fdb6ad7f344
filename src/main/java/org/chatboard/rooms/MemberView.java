package org.chatboard.rooms;

import java.util.UUID;

/**
 * A person in a room.
 *
 * @param userId the user
 * @param username the sign-in name
 * @param displayName the name to show
 * @param role what this person may do in the room
 * @param lastReadSeq the newest message this person has read; 0 for none
 */
public record MemberView(UUID userId, String username, String displayName, MemberRole role, long lastReadSeq) {}
