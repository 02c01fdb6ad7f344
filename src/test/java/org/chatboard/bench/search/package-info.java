/** What a search costs among a million messages. */
@NullMarked
package org.chatboard.bench.search;

import org.jspecify.annotations.NullMarked;
