/**
 * Where talk happens: rooms, who belongs to them and how far each member has read.
 * It owns the tables {@code rooms} and {@code memberships}. {@link org.chatboard.rooms.RoomService} is the way in;
 * {@code rooms.groups} makes rooms of more than two people and says who comes and goes there.
 */
@NullMarked
package org.chatboard.rooms;

import org.jspecify.annotations.NullMarked;
