/**
 * The promises of {@code reliability.md} that one server shows without the checker: each seen from outside, over the doors
 * that people and programs use.
 */
@NullMarked
package org.chatboard.promises;

import org.jspecify.annotations.NullMarked;
