/**
 * What the answers about rooms look like.
 * Only {@code rest} comes here.
 */
@NullMarked
package org.chatboard.rest.rooms;

import org.jspecify.annotations.NullMarked;
