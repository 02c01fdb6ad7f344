package org.chatboard.users.provision;

import java.util.List;

/**
 * A page of what was asked for.
 *
 * @param <T> accounts or groups
 * @param items in the order of their ids
 * @param total how many there are on all pages
 */
public record Found<T>(List<T> items, long total) {

    /** Copies the items. */
    public Found {
        items = List.copyOf(items);
    }
}
