/**
 * How often somebody was wrong about an account lately, and from where: it owns the table {@code sign_in_failures}, so that
 * neither a restart nor another server forgets. Only the throttle of sign-ins asks.
 */
@NullMarked
package org.chatboard.security.lockout;

import org.jspecify.annotations.NullMarked;
