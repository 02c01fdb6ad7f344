/**
 * The start, and pools of threads. What a pool is for, and how large it is, says its class elsewhere. Everybody may have one.
 */
@NullMarked
package org.chatboard.platform.threads;

import org.jspecify.annotations.NullMarked;
