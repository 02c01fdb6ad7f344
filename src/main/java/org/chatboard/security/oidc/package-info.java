/**
 * Sign-in by OpenID Connect: what the provider says, checked, and which account of ours that is.
 * It owns the tables {@code external_identities} and {@code external_logins}. The pages below {@code /auth/oidc} are in {@code web.oidc}.
 */
@NullMarked
package org.chatboard.security.oidc;

import org.jspecify.annotations.NullMarked;
