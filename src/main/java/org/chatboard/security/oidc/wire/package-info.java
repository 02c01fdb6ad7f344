/**
 * How the provider is asked: within bounds of time and size, whatever it answers. It knows nothing of people and tokens.
 */
@NullMarked
package org.chatboard.security.oidc.wire;

import org.jspecify.annotations.NullMarked;
