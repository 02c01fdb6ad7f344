/**
 * The pages of administrators. They own nothing; the addresses below {@code /admin} are closed to everybody else by
 * {@code web.xml}, and what they show is refused again by whoever knows it.
 */
@NullMarked
package org.chatboard.web.admin;

import org.jspecify.annotations.NullMarked;
