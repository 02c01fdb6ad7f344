/**
 * Letters to people, through the organisation's own mail server. Whoever has something to tell writes a {@code Letter}.
 * Knows nothing of chat.
 */
@NullMarked
package org.chatboard.platform.mail;

import org.jspecify.annotations.NullMarked;
