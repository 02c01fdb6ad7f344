package org.chatboard.rooms;

import java.util.UUID;

/**
 * What a member may see of a room: having one is the permission.
 *
 * @param roomId the room
 * @param firstSeq the oldest message still kept
 * @param lastSeq the newest message; 0 for none
 * @param lastChange the newest change
 * @param lastReadSeq how far the member has read
 */
public record RoomAccess(UUID roomId, long firstSeq, long lastSeq, long lastChange, long lastReadSeq) {}
