/**
 * The doorkeeper: sign-in, login sessions, throttling, origin checks and security headers.
 * It owns the table {@code login_sessions}. The doors ask it who is calling; it knows tokens and users.
 */
@NullMarked
package org.chatboard.security;

import org.jspecify.annotations.NullMarked;
