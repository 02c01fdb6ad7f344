/**
 * The benchmark, run by {@code mvn verify -Pbench}: an open-loop load client that measures from the moment a message
 * was meant to be sent, judges loss, doubles and order while it measures, and sets what it finds beside the limits of the
 * same database and the same server. {@code performance.md} says how to read it.
 */
@NullMarked
package org.chatboard.bench;

import org.jspecify.annotations.NullMarked;
