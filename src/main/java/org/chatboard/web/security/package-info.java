/**
 * The pages on which people look after their sign-ins, their password and their second factor.
 * It owns {@code /profile/security}, {@code /profile/second-factor} and {@code /login/code}. Nobody imports it.
 */
@NullMarked
package org.chatboard.web.security;

import org.jspecify.annotations.NullMarked;
