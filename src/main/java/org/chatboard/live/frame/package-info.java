/**
 * What goes over the live connection: the frames of clients, read strictly, and those of the server.
 * {@code protocol.md} describes each. Only {@code live} comes here.
 */
@NullMarked
package org.chatboard.live.frame;

import org.jspecify.annotations.NullMarked;
