/**
 * Personal access tokens: how programs prove in whose name they come, and how much of it they may do.
 * It owns the table {@code api_tokens}. The doorkeeper asks it about every bearer token; it knows users and nothing else.
 */
@NullMarked
package org.chatboard.tokens;

import org.jspecify.annotations.NullMarked;
