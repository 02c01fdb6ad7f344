/**
 * What people show of themselves: names, what they do and where, their chosen status and their picture.
 * It owns the tables {@code user_profiles} and {@code avatars}. {@link org.chatboard.users.profile.ProfileService} is the way
 * in; {@link org.chatboard.users.profile.StatusChanged} is what it tells.
 */
@NullMarked
package org.chatboard.users.profile;

import org.jspecify.annotations.NullMarked;
