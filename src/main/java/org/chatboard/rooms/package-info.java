/**
 * Where talk happens: rooms, who belongs to them and how far each member has read.
 * It owns the tables {@code rooms} and {@code memberships}. {@link org.chatboard.rooms.RoomService} is the way in.
 */
@NullMarked
package org.chatboard.rooms;

import org.jspecify.annotations.NullMarked;
