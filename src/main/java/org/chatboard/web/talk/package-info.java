/**
 * What a page shows of a conversation: messages and the names of those who wrote them.
 * Only {@code web} comes here.
 */
@NullMarked
package org.chatboard.web.talk;

import org.jspecify.annotations.NullMarked;
