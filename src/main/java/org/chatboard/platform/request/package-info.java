/**
 * What every HTTP request has, whichever door it comes through: an id that its answer and the log repeat, and an address.
 * It owns nothing and knows nothing of chat.
 */
@NullMarked
package org.chatboard.platform.request;

import org.jspecify.annotations.NullMarked;
