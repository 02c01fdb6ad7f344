package org.chatboard.messages.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what was found.
 *
 * @param items newest first
 * @param nextCursor where the next page begins; null when this is the last one
 */
public record SearchPage(List<SearchHit> items, @Nullable String nextCursor) {

    /** Copies the hits. */
    public SearchPage {
        items = List.copyOf(items);
    }
}
