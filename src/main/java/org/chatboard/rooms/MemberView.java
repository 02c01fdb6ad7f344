package org.chatboard.rooms;

import java.util.UUID;

/**
 * A person in a room.
 *
 * @param userId the user
 * @param username the sign-in name
 * @param displayName the name to show
 * @param avatar the version of the picture; empty when there is none
 * @param role what this person may do in the room
 * @param lastReadSeq the newest message this person has read; 0 for none
 */
public record MemberView(
        UUID userId, String username, String displayName, String avatar, MemberRole role, long lastReadSeq) {}
