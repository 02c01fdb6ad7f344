/**
 * What is said: the log of messages, its group commit, history and catching up.
 * It owns the table {@code messages} and the counters {@code last_seq} and {@code last_change} of a room.
 * {@link org.chatboard.messages.MessageService} is the way in; {@link org.chatboard.messages.MessagesPosted} is what it tells.
 */
@NullMarked
package org.chatboard.messages;

import org.jspecify.annotations.NullMarked;
