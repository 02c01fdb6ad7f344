package org.chatboard.scim.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation of PATCH is about.
 *
 * @param attribute in lower case; with its schema, if that is none of the core
 * @param filter which values of the attribute; null for all
 * @param sub which part of them, in lower case; null for the whole
 */
public record AttributePath(
        String attribute,
        @Nullable List<Comparison> filter,
        @Nullable String sub) {

    /** Copies the filter. */
    public AttributePath {
        filter = filter == null ? null : List.copyOf(filter);
    }
}
