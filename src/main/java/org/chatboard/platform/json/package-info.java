/**
 * Reading JSON from outside: one strict reader for all doors, bounded, with a reason for everything it refuses.
 */
@NullMarked
package org.chatboard.platform.json;

import org.jspecify.annotations.NullMarked;
