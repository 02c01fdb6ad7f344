/**
 * A new password for whoever forgot theirs, by a link in a letter. {@code PasswordResets} is what the doors call.
 * The second factor stays as it is: the link sets a password and signs nobody in.
 */
@NullMarked
package org.chatboard.security.reset;

import org.jspecify.annotations.NullMarked;
