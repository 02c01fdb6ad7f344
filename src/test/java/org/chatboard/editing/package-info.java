/**
 * Editing and deleting messages, from outside: over the socket, over REST and in the browser, against the deployed WAR.
 */
@NullMarked
package org.chatboard.editing;

import org.jspecify.annotations.NullMarked;
