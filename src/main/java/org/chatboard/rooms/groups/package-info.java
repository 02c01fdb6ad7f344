/**
 * Rooms of more than two: closed groups, which people are invited to, and open channels, which everybody may join.
 * It writes the tables of {@code rooms}. {@link org.chatboard.rooms.groups.GroupService} is the way in.
 */
@NullMarked
package org.chatboard.rooms.groups;

import org.jspecify.annotations.NullMarked;
