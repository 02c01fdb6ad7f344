/**
 * The two pages for another e-mail address: one asks for a link, the other is where the link leads. Part of the door
 * {@code web}; the rules are in {@code security.account}.
 */
@NullMarked
package org.chatboard.web.email;

import org.jspecify.annotations.NullMarked;
