/** Settings that change while the server runs. */
@NullMarked
package org.chatboard.testing.settings;

import org.jspecify.annotations.NullMarked;
