/**
 * What becomes of a message after it was posted: edits and withdrawals, and what it said before.
 * It owns the table {@code message_revisions}, which the log writes. {@link org.chatboard.messages.MessageService} is the
 * way in; {@link org.chatboard.messages.revision.MessagesRevised} is what it tells.
 */
@NullMarked
package org.chatboard.messages.revision;

import org.jspecify.annotations.NullMarked;
