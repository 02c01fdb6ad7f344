/** What nobody may do at any door, and that it is seen: floods, and what foreign pages send. */
@NullMarked
package org.chatboard.refused;

import org.jspecify.annotations.NullMarked;
