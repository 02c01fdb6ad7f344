/**
 * The addresses below {@code /auth/oidc}: where a browser sets out to the identity provider, where it comes back, and where
 * the provider itself says that somebody has left. They translate; {@code security.oidc} decides.
 */
@NullMarked
package org.chatboard.web.oidc;

import org.jspecify.annotations.NullMarked;
