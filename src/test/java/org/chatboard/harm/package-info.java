/**
 * What hurts a ChatBoard from outside, and what looks at how it bears it: a disk that gets full, a clock that jumps, clients
 * without manners, the server's memory. It works on the server and the database of the run, which {@code testing} has.
 */
@NullMarked
package org.chatboard.harm;

import org.jspecify.annotations.NullMarked;
