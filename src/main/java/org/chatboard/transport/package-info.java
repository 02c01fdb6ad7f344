/**
 * What lies between the sockets and the server's WebSocket library: where the library needs to be guarded or relieved.
 * It owns no table and knows nothing of chat.
 * {@link org.chatboard.transport.SocketTimers} takes away what costs most.
 */
@NullMarked
package org.chatboard.transport;

import org.jspecify.annotations.NullMarked;
