/**
 * The door for live chat: the WebSocket endpoints, their frames and the fan-out to connections.
 * It owns the paths below {@code /ws}. Nobody imports it.
 */
@NullMarked
package org.chatboard.live;

import org.jspecify.annotations.NullMarked;
