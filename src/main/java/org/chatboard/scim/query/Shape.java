package org.chatboard.scim.query;

import java.util.Set;

/**
 * Which attributes a resource has, all in lower case; whatever else is sent is passed over, as RFC 7643 asks.
 *
 * @param simple those with one value
 * @param complex those with parts
 * @param multiple those with many values, each with parts
 * @param readOnly those that nobody but ChatBoard sets
 */
public record Shape(Set<String> simple, Set<String> complex, Set<String> multiple, Set<String> readOnly) {

    /** Copies the names. */
    public Shape {
        simple = Set.copyOf(simple);
        complex = Set.copyOf(complex);
        multiple = Set.copyOf(multiple);
        readOnly = Set.copyOf(readOnly);
    }
}
