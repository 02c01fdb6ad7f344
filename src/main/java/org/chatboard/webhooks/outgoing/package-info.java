/**
 * Tells other servers what was said: each hook follows one room along its changes, so that the messages are the queue and a
 * lost wake-up, a restart or a receiver that is away for a day lose nothing.
 * {@link org.chatboard.webhooks.outgoing.OutgoingHookService} is the way in.
 */
@NullMarked
package org.chatboard.webhooks.outgoing;

import org.jspecify.annotations.NullMarked;
