/**
 * Whether the ways in work that have no probe of their own: passwords, the provider of OpenID Connect, the second factor, and
 * the token of a directory that keeps accounts (SCIM). It owns nothing; the system check of administrators finds it.
 */
@NullMarked
package org.chatboard.security.probe;

import org.jspecify.annotations.NullMarked;
