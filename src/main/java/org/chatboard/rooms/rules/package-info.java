/**
 * Rooms that are filled by rules: whoever is in a group elsewhere, by the word of an identity provider or a directory, is in
 * a room here. It owns the tables {@code rule_rooms}, {@code rule_grants} and {@code rule_memberships}.
 * {@link org.chatboard.rooms.rules.GroupRooms} is the way in, whatever the groups come from.
 */
@NullMarked
package org.chatboard.rooms.rules;

import org.jspecify.annotations.NullMarked;
