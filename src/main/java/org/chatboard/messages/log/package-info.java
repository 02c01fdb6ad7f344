/**
 * The group commit: how what is said gets into the table {@code messages}, in one order for each room.
 * Only {@code messages} comes here.
 */
@NullMarked
package org.chatboard.messages.log;

import org.jspecify.annotations.NullMarked;
