/**
 * How passwords are kept and which are too common. {@code users} decides whose they are; nobody else asks here.
 */
@NullMarked
package org.chatboard.users.password;

import org.jspecify.annotations.NullMarked;
