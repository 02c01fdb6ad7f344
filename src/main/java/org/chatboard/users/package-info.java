/**
 * Who exists: accounts, profiles, roles, sign-up, the directory and passwords.
 * It owns the tables {@code users} and {@code user_profiles}. {@link org.chatboard.users.UserService} is the way in.
 */
@NullMarked
package org.chatboard.users;

import org.jspecify.annotations.NullMarked;
