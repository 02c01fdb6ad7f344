/**
 * Who of the provider belongs to which account, as administrators see and decide it. The sign-in itself is in
 * {@code org.chatboard.security.oidc}.
 */
@NullMarked
package org.chatboard.security.links;

import org.jspecify.annotations.NullMarked;
