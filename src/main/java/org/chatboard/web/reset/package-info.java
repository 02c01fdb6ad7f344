/**
 * The two pages for whoever forgot the password: one asks for a link, the other is where the link leads. Part of the door
 * {@code web}; the rules are in {@code security.reset}.
 */
@NullMarked
package org.chatboard.web.reset;

import org.jspecify.annotations.NullMarked;
