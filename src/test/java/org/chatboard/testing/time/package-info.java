/** Waiting for what happens a moment later. */
@NullMarked
package org.chatboard.testing.time;

import org.jspecify.annotations.NullMarked;
