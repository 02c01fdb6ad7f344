/**
 * What lies below the WebSocket container: it looks at the frames of clients before the container does, because that takes
 * unmasked frames, waits for ever for what a header promises and keeps as much as it is sent; and it takes away the timers
 * that cost the container most. It also decides who reads from sockets, and when nobody does.
 * Knows nothing of chat; the live door learns here why a socket has to be closed.
 */
@NullMarked
package org.chatboard.transport;

import org.jspecify.annotations.NullMarked;
