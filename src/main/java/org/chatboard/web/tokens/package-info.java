/**
 * The page with a person's access tokens.
 * It owns {@code /profile/tokens} and the section that any page about oneself may include.
 */
@NullMarked
package org.chatboard.web.tokens;

import org.jspecify.annotations.NullMarked;
