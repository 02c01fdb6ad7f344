/**
 * Finding what was said. The database narrows down and {@link org.chatboard.messages.search.SearchQuery} decides, so that
 * every database gives the same hits. On PostgreSQL an index of three-letter pieces follows the changes of the rooms; what
 * it has not seen yet is looked through, so that it is never late.
 */
@NullMarked
package org.chatboard.messages.search;

import org.jspecify.annotations.NullMarked;
