/**
 * Keeps secrets that the server has to be able to read back: encrypted in the database, under a key that lies elsewhere.
 * {@code Seals} is what other packages use.
 */
@NullMarked
package org.chatboard.platform.seal;

import org.jspecify.annotations.NullMarked;
