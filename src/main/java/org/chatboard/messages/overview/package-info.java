/**
 * The rooms of a person with what was said last and how much is unread, for the lists that people see.
 * Only {@code messages} comes here.
 */
@NullMarked
package org.chatboard.messages.overview;

import org.jspecify.annotations.NullMarked;
