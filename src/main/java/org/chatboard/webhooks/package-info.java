/**
 * Programs that talk with rooms: addresses at which they post as bots, and, in {@code outgoing}, addresses that are told.
 * It owns the tables {@code incoming_hooks}, {@code outgoing_hooks} and {@code hook_deliveries}.
 * {@link org.chatboard.webhooks.IncomingHookService} and {@code OutgoingHookService} are the ways in.
 */
@NullMarked
package org.chatboard.webhooks;

import org.jspecify.annotations.NullMarked;
