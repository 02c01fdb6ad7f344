/** What the server of this run writes into its log. */
@NullMarked
package org.chatboard.testing.log;

import org.jspecify.annotations.NullMarked;
